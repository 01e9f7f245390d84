import {
  EuiButton,
  EuiCallOut,
  EuiConfirmModal,
  EuiSkeletonRectangle,
  EuiText,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Route, Switch, useHistory } from 'react-router-dom';
import type { Job } from '../../../common/api/jobs/schema';
import type { Model, ModelList as Models } from '../../../common/api/models/schema';
import { Panel } from '../../components/panel';
import { QueryGate } from '../../components/query_gate';
import { useMissingPrivilege } from '../../hooks/use_disabled_reason';
import { useStatus } from '../../hooks/use_status';
import { globalStateOnly } from '../../lib/url_state';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { FirstHour } from './first_hour';
import { JobProgress } from './job_progress';
import { ModelDetails } from './model_details';
import { ModelTable } from './model_table';
import { TrainFlyout } from './train_flyout';
import { RollBack } from './roll_back';
import { SchedulesPanel } from './schedules/schedules_panel';
import { useFinishedTraining } from './use_finished_training';
import { useModelActions } from './use_model_actions';
import { useTrain } from './use_train';
import { VersionPage } from './version';

/** All models, or one of them. */
export function ModelsPage() {
  return (
    <Switch>
      <Route path="/models/:id" component={VersionPage} />
      <Route component={ModelsHome} />
    </Switch>
  );
}

/** Train, look at the versions, choose the one that scores. */
function ModelsHome() {
  const { api, can } = useServices();
  const missingPrivilege = useMissingPrivilege('train');
  const { data: appStatus } = useStatus();
  const running = appStatus?.reachable
    ? appStatus.status.running_jobs.filter(({ type }) => type !== 'follow')
    : [];
  const isBusy = running.length > 0;
  const models = useQuery<Models, ApiError>({
    // Asked anew when a job ends: it may have made a model.
    queryKey: ['models', isBusy],
    queryFn: ({ signal }) => api.models(signal),
    keepPreviousData: true,
  });
  const jobs = useQuery<Job[], ApiError>({
    queryKey: ['jobs', isBusy],
    queryFn: ({ signal }) => api.jobs(signal),
    keepPreviousData: true,
  });
  const [startedId, setStartedId] = useState<string>();
  const [isTrainOpen, setIsTrainOpen] = useState(false);
  const train = useTrain((job) => {
    setStartedId(job.id);
    setIsTrainOpen(false);
  });
  useFinishedTraining(startedId, jobs.data, isBusy);

  const active = models.data?.models.find((model) => model.active);
  return (
    <>
      {missingPrivilege !== undefined && (
        <EuiCallOut
          size="s"
          iconType="lock"
          title={missingPrivilege}
          data-test-subj="anomaliesModelsReadOnly"
        />
      )}
      {running.map((job) => (
        <JobProgress key={job.id} job={job} />
      ))}
      {!isBusy && <LastFailure jobs={jobs.data ?? []} />}
      <QueryGate
        query={models}
        skeleton={<EuiSkeletonRectangle width="100%" height={320} borderRadius="m" />}
      >
        {(list) =>
          list.models.length > 0 ? (
            <ModelList
              models={list.models}
              rollBackTo={list.roll_back_to}
              newModelButton={
                can.train && (
                  <EuiButton
                    size="s"
                    fill
                    iconType="plus"
                    isDisabled={isBusy || appStatus?.reachable === false}
                    onClick={() => setIsTrainOpen(true)}
                    data-test-subj="anomaliesNewModel"
                  >
                    {i18n.translate('anomalies.models.new', { defaultMessage: 'New model' })}
                  </EuiButton>
                )
              }
            />
          ) : isBusy ? (
            <></>
          ) : missingPrivilege !== undefined ? (
            <NothingTrained />
          ) : (
            <FirstHour
              isStarting={train.isLoading}
              onTrain={() => train.mutate({})}
              onSettings={() => setIsTrainOpen(true)}
            />
          )
        }
      </QueryGate>
      {isTrainOpen && (
        <TrainFlyout
          currentBudget={active?.alert_budget_per_day}
          isStarting={train.isLoading}
          onTrain={(request) => train.mutate(request)}
          onClose={() => setIsTrainOpen(false)}
        />
      )}
    </>
  );
}

function ModelList({
  models,
  rollBackTo,
  newModelButton,
}: {
  models: Model[];
  /** Id of the version that was active before. */
  rollBackTo: string | null;
  newModelButton: React.ReactNode;
}) {
  const history = useHistory();
  const { activate, remove, rollBack } = useModelActions();
  const { can } = useServices();
  const [shownId, setShownId] = useState<string>();
  const [toDelete, setToDelete] = useState<Model>();
  const active = models.find((model) => model.active);
  const shown = models.find(({ id }) => id === shownId) ?? active ?? models[0];
  return (
    <>
      <Panel
        title={i18n.translate('anomalies.models.title', { defaultMessage: 'Versions' })}
        end={newModelButton}
        data-test-subj="anomaliesModels"
      >
        <ModelTable
          models={models}
          shownId={shown.id}
          onShow={({ id }) => setShownId(id)}
          onEvaluate={({ id }) =>
            history.push(
              `/models/${encodeURIComponent(id)}${globalStateOnly(history.location.search)}`,
            )
          }
          onActivate={({ id }) => void activate(id, active?.id)}
          onDelete={setToDelete}
        />
        {can.train && rollBackTo !== null && (
          <RollBack toId={rollBackTo} onRollBack={() => rollBack(active?.id)} />
        )}
      </Panel>
      <ModelDetails model={shown} />
      <SchedulesPanel />
      {toDelete && (
        <EuiConfirmModal
          title={i18n.translate('anomalies.models.deleteTitle', {
            defaultMessage: 'Delete {id}?',
            values: { id: toDelete.id },
          })}
          buttonColor="danger"
          defaultFocusedButton="cancel"
          confirmButtonText={i18n.translate('anomalies.models.deleteConfirm', {
            defaultMessage: 'Delete',
          })}
          cancelButtonText={i18n.translate('anomalies.models.deleteCancel', {
            defaultMessage: 'Keep',
          })}
          onCancel={() => setToDelete(undefined)}
          onConfirm={() => {
            setToDelete(undefined);
            void remove(toDelete);
          }}
          data-test-subj="anomaliesDeleteModal"
        >
          {i18n.translate('anomalies.models.deleteBody', {
            defaultMessage:
              'You cannot roll back to it any more. The lines that it flagged stay where they are.',
          })}
        </EuiConfirmModal>
      )}
    </>
  );
}

/** Before the first training, for those who may not start it. */
const NothingTrained = () => (
  <EuiText size="s" className="anmSubdued" data-test-subj="anomaliesNothingTrained">
    {i18n.translate('anomalies.models.nothingTrained', {
      defaultMessage: 'No model is trained yet, so no line is scored.',
    })}
  </EuiText>
);

/** Why the newest job did not work, until another one does. */
function LastFailure({ jobs }: { jobs: Job[] }) {
  const newest = jobs
    .filter(({ type }) => type !== 'follow')
    .sort((a, b) => b.created_at.localeCompare(a.created_at))[0];
  if (newest?.state !== 'failed') return null;
  return (
    <EuiCallOut
      size="s"
      color="danger"
      iconType="error"
      title={
        newest.type === 'backtest'
          ? i18n.translate('anomalies.models.backtestFailed', {
              defaultMessage: 'The last back-test failed',
            })
          : newest.type === 'train'
            ? i18n.translate('anomalies.models.trainFailed', {
                defaultMessage: 'The last training failed',
              })
            : i18n.translate('anomalies.models.backfillFailed', {
                defaultMessage: 'Scoring the past failed',
              })
      }
      data-test-subj="anomaliesJobFailed"
    >
      {newest.error !== null && <p>{newest.error}</p>}
    </EuiCallOut>
  );
}
