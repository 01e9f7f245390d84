import {
  EuiBasicTable,
  EuiButton,
  EuiConfirmModal,
  EuiSwitch,
  EuiText,
  type EuiBasicTableColumn,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schedule, ScheduleRun } from '../../../../common/api/schedules/schema';
import { Panel } from '../../../components/panel';
import { ErrorPrompt } from '../../../components/query_gate';
import { useTimes, type Times } from '../../../hooks/use_times';
import { toApiError, type ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { cronText } from './cron_presets';
import { ScheduleFlyout } from './schedule_flyout';

/** When models are trained anew by themselves. */
export function SchedulesPanel() {
  const { api, core, can } = useServices();
  const times = useTimes();
  const queryClient = useQueryClient();
  const [edited, setEdited] = useState<Schedule | 'new'>();
  const [toDelete, setToDelete] = useState<Schedule>();
  const [isSaving, setIsSaving] = useState(false);
  const query = useQuery<Schedule[], ApiError>({
    queryKey: ['schedules'],
    queryFn: ({ signal }) => api.schedules(signal),
  });
  const run = async (action: () => Promise<unknown>) => {
    setIsSaving(true);
    try {
      await action();
      setEdited(undefined);
    } catch (error) {
      core.notifications.toasts.addDanger({
        title: i18n.translate('anomalies.schedules.failed', {
          defaultMessage: 'The schedule was not changed',
        }),
        text: toApiError(error).message,
      });
    }
    setIsSaving(false);
    await Promise.all(
      ['schedules', 'status', 'jobs'].map((key) => queryClient.invalidateQueries([key])),
    );
  };
  return (
    <Panel
      title={i18n.translate('anomalies.schedules.title', { defaultMessage: 'Schedules' })}
      remark={i18n.translate('anomalies.schedules.remark', {
        defaultMessage: 'train anew by the clock or on drift',
      })}
      end={
        can.train && (
          <EuiButton
            size="s"
            iconType="plus"
            onClick={() => setEdited('new')}
            data-test-subj="anomaliesNewSchedule"
          >
            {i18n.translate('anomalies.schedules.new', { defaultMessage: 'New schedule' })}
          </EuiButton>
        )
      }
      data-test-subj="anomaliesSchedules"
    >
      {query.error && !query.data ? (
        <ErrorPrompt error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <EuiBasicTable<Schedule>
          compressed
          loading={query.isLoading}
          tableCaption={i18n.translate('anomalies.schedules.title', {
            defaultMessage: 'Schedules',
          })}
          items={query.data ?? []}
          noItemsMessage={
            <EuiText size="s" className="anmSubdued">
              {i18n.translate('anomalies.schedules.none', {
                defaultMessage:
                  'Nothing is trained by itself yet. A schedule keeps the model up to date.',
              })}
            </EuiText>
          }
          columns={[
            ...columnsOf(
              times,
              can.train,
              ({ id, enabled }) =>
                void run(() => api.scheduleAction(id, enabled ? 'disable' : 'enable')),
            ),
            ...(can.train
              ? [
                  actionsColumn({
                    run: ({ id }) => void run(() => api.scheduleAction(id, 'run')),
                    edit: setEdited,
                    remove: setToDelete,
                  }),
                ]
              : []),
          ]}
        />
      )}
      {edited !== undefined && (
        <ScheduleFlyout
          schedule={edited === 'new' ? undefined : edited}
          isSaving={isSaving}
          onSave={(request) =>
            void run(() => api.saveSchedule(edited === 'new' ? undefined : edited.id, request))
          }
          onClose={() => setEdited(undefined)}
        />
      )}
      {toDelete && (
        <EuiConfirmModal
          title={i18n.translate('anomalies.schedules.deleteTitle', {
            defaultMessage: 'Delete the schedule?',
          })}
          buttonColor="danger"
          defaultFocusedButton="cancel"
          confirmButtonText={i18n.translate('anomalies.schedules.deleteConfirm', {
            defaultMessage: 'Delete',
          })}
          cancelButtonText={i18n.translate('anomalies.schedules.deleteCancel', {
            defaultMessage: 'Keep',
          })}
          onCancel={() => setToDelete(undefined)}
          onConfirm={() => {
            setToDelete(undefined);
            void run(() => api.deleteSchedule(toDelete.id));
          }}
        >
          {i18n.translate('anomalies.schedules.deleteBody', {
            defaultMessage: 'Its models stay.',
          })}
        </EuiConfirmModal>
      )}
    </Panel>
  );
}

function columnsOf(
  times: Times,
  canToggle: boolean,
  onToggle: (schedule: Schedule) => void,
): EuiBasicTableColumn<Schedule>[] {
  return [
    {
      field: 'enabled',
      name: i18n.translate('anomalies.schedules.on', { defaultMessage: 'On' }),
      width: '56px',
      render: (enabled: boolean, schedule: Schedule) => (
        <EuiSwitch
          compressed
          showLabel={false}
          label={i18n.translate('anomalies.schedules.on', { defaultMessage: 'On' })}
          checked={enabled}
          disabled={!canToggle}
          onChange={() => onToggle(schedule)}
        />
      ),
    },
    {
      name: i18n.translate('anomalies.schedules.when', { defaultMessage: 'When' }),
      render: (schedule: Schedule) => whenText(schedule),
    },
    {
      name: i18n.translate('anomalies.schedules.trains', { defaultMessage: 'Trains' }),
      render: ({ train }: Schedule) =>
        i18n.translate('anomalies.schedules.trainsText', {
          defaultMessage: '{name}, from the last {days, plural, one {# day} other {# days}}',
          values: { name: train.name, days: train.last_days },
        }),
    },
    {
      field: 'next_run_at',
      name: i18n.translate('anomalies.schedules.next', { defaultMessage: 'Next run' }),
      render: (next: string | null) => (next === null ? '–' : times.minute(next)),
    },
    {
      field: 'last_run',
      name: i18n.translate('anomalies.schedules.last', { defaultMessage: 'Last run' }),
      render: (run: ScheduleRun | null) => (run ? lastText(run, times) : '–'),
    },
  ];
}

function actionsColumn(actions: {
  run(schedule: Schedule): void;
  edit(schedule: Schedule): void;
  remove(schedule: Schedule): void;
}): EuiBasicTableColumn<Schedule> {
  const runNow = i18n.translate('anomalies.schedules.run', { defaultMessage: 'Run now' });
  const edit = i18n.translate('anomalies.schedules.edit', { defaultMessage: 'Edit' });
  const remove = i18n.translate('anomalies.schedules.delete', { defaultMessage: 'Delete' });
  return {
    name: i18n.translate('anomalies.schedules.actions', { defaultMessage: 'Actions' }),
    width: '120px',
    actions: [
      {
        name: runNow,
        description: runNow,
        type: 'icon',
        icon: 'play',
        isPrimary: true,
        onClick: actions.run,
        'data-test-subj': 'anomaliesScheduleRun',
      },
      {
        name: edit,
        description: edit,
        type: 'icon',
        icon: 'pencil',
        isPrimary: true,
        onClick: actions.edit,
        'data-test-subj': 'anomaliesScheduleEdit',
      },
      {
        name: remove,
        description: remove,
        type: 'icon',
        icon: 'trash',
        color: 'danger',
        onClick: actions.remove,
        'data-test-subj': 'anomaliesScheduleDelete',
      },
    ],
  };
}

function whenText({ cron, timezone, on_drift: onDrift }: Schedule): string {
  const drift = i18n.translate('anomalies.schedules.drift', { defaultMessage: 'on drift' });
  const clock = cron === null ? undefined : `${cronText(cron)} (${timezone})`;
  return [clock, onDrift ? drift : undefined].filter((part) => part !== undefined).join(', ');
}

const OUTCOMES: Record<ScheduleRun['outcome'], string> = {
  running: i18n.translate('anomalies.schedules.running', { defaultMessage: 'running' }),
  succeeded: i18n.translate('anomalies.schedules.succeeded', { defaultMessage: 'done' }),
  failed: i18n.translate('anomalies.schedules.didFail', { defaultMessage: 'failed' }),
  cancelled: i18n.translate('anomalies.schedules.cancelled', { defaultMessage: 'cancelled' }),
};

const lastText = ({ started_at: at, outcome, model, notes }: ScheduleRun, times: Times): string =>
  [`${times.minute(at)}: ${OUTCOMES[outcome]}`, model, ...notes]
    .filter((part) => part !== null)
    .join(' · ');
