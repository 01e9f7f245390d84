import { EuiCallOut, EuiFieldNumber, EuiFormRow, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { RetentionRun } from '../../../../common/api/settings/retention';
import { DAILY_INDEX_FAMILIES, type DailyIndexFamily } from '../../../../common/indices';
import { Panel } from '../../../components/panel';
import { useTimes } from '../../../hooks/use_times';
import { formatBytes, formatCount } from '../../../lib/numbers';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { ChangedBy } from '../changed_by';
import { useDraft } from '../draft';
import { amountToDelete, useRetentionPreview } from './use_retention_preview';

const FAMILY_LABELS: Record<DailyIndexFamily, string> = {
  anomalies: i18n.translate('anomalies.retention.anomalies', {
    defaultMessage: 'Flagged lines, for so many days',
  }),
  rollups: i18n.translate('anomalies.retention.rollups', {
    defaultMessage: 'Volumes and patterns, for so many days',
  }),
};
const FAMILIES = Object.keys(DAILY_INDEX_FAMILIES) as DailyIndexFamily[];
const DAY_BOUNDS = { min: 1, max: 3_650 };
const VERSION_BOUNDS = { min: 1, max: 1_000 };

const isWithin = (value: number | undefined, { min, max }: { min: number; max: number }) =>
  value === undefined || (Number.isInteger(value) && value >= min && value <= max);

/** How long findings are kept, what that would delete now, and what was deleted last. */
export function RetentionSection() {
  const { values, change } = useDraft();
  const { retention } = values;
  const isValid =
    FAMILIES.every((family) => isWithin(retention.days[family], DAY_BOUNDS)) &&
    isWithin(retention.model_versions, VERSION_BOUNDS);
  const preview = useRetentionPreview(retention, isValid);
  return (
    <Panel
      title={i18n.translate('anomalies.retention.title', { defaultMessage: 'What is kept' })}
      remark={<ChangedBy section="retention" />}
      data-test-subj="anomaliesRetention"
    >
      <div className="anmForm">
        <EuiText size="s" className="anmSubdued">
          {i18n.translate('anomalies.retention.help', {
            defaultMessage:
              'Once a day, whole daily indices that are older are deleted. Where nothing is set, all is kept. Your logs are never deleted; verdicts, and the incidents that somebody judged, stay.',
          })}
        </EuiText>
        <div className="anmFields">
          {FAMILIES.map((family) => (
            <NumberRow
              key={family}
              label={FAMILY_LABELS[family]}
              value={retention.days[family]}
              bounds={DAY_BOUNDS}
              onChange={(days) =>
                change('retention', { days: { ...retention.days, [family]: days } })
              }
              testSubject={`anomaliesRetention-${family}`}
            />
          ))}
          <NumberRow
            label={i18n.translate('anomalies.retention.models', {
              defaultMessage: 'Newest versions of each model',
            })}
            value={retention.model_versions}
            bounds={VERSION_BOUNDS}
            onChange={(versions) => change('retention', { model_versions: versions })}
            testSubject="anomaliesRetention-models"
          />
        </div>
        {preview.error ? (
          <EuiCallOut size="s" color="danger" title={preview.error.message} />
        ) : (
          <EuiText size="s" role="status" data-test-subj="anomaliesRetentionPreview">
            <strong>{isValid && preview.data ? amountToDelete(preview.data) : ' '}</strong>
          </EuiText>
        )}
        <LastRun />
      </div>
    </Panel>
  );
}

function NumberRow({
  label,
  value,
  bounds,
  onChange,
  testSubject,
}: {
  label: string;
  value: number | undefined;
  bounds: { min: number; max: number };
  onChange(value: number | undefined): void;
  testSubject: string;
}) {
  const { readOnlyReason } = useDraft();
  const isInvalid = !isWithin(value, bounds);
  return (
    <EuiFormRow
      label={label}
      isInvalid={isInvalid}
      error={i18n.translate('anomalies.retention.error', {
        defaultMessage: 'A whole number from {min} to {max}.',
        values: bounds,
      })}
    >
      <EuiFieldNumber
        compressed
        {...bounds}
        step={1}
        value={value ?? ''}
        placeholder={i18n.translate('anomalies.retention.forEver', {
          defaultMessage: 'All is kept',
        })}
        isInvalid={isInvalid}
        readOnly={readOnlyReason !== undefined}
        onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
        data-test-subj={testSubject}
      />
    </EuiFormRow>
  );
}

function LastRun() {
  const { api } = useServices();
  const times = useTimes();
  const { data: run } = useQuery<RetentionRun | null, ApiError>({
    queryKey: ['retention'],
    queryFn: ({ signal }) => api.lastRetention(signal),
    refetchInterval: 5_000,
  });
  if (run === undefined) return null;
  if (run?.error) {
    return (
      <EuiCallOut
        size="s"
        color="danger"
        iconType="error"
        title={i18n.translate('anomalies.retention.failed', {
          defaultMessage: 'The last deletion failed, {at}',
          values: { at: times.minute(run.at) },
        })}
      >
        <p>{run.error}</p>
      </EuiCallOut>
    );
  }
  return (
    <EuiText size="s" className="anmSubdued" data-test-subj="anomaliesRetentionLastRun">
      {run === null
        ? i18n.translate('anomalies.retention.never', {
            defaultMessage: 'Nothing was deleted yet.',
          })
        : i18n.translate('anomalies.retention.lastRun', {
            defaultMessage:
              'Last done {at}: deleted {indices, plural, one {# index} other {# indices}} ({size}) and {models} model versions.',
            values: {
              at: times.minute(run.at),
              indices: run.indices,
              size: formatBytes(run.bytes),
              models: formatCount(run.models),
            },
          })}
    </EuiText>
  );
}
