import { EuiSkeletonText, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { PatternDetails, PatternListRow } from '../../../../common/app_api/patterns/schema';
import { DetailsFlyout, DetailsFlyoutControls } from '../../../components/details_flyout';
import { PatternText } from '../../../components/pattern_text';
import { ErrorPrompt } from '../../../components/query_gate';
import { usePeriod } from '../../../hooks/use_period';
import { useTimes } from '../../../hooks/use_times';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import type { PatternActions } from '../use_pattern_actions';
import { FlyoutActions } from './actions';
import { History } from './history';
import { Values } from './values';

const TITLE_ID = 'anmPatternFlyoutTitle';
const BUCKETS = 48;

/** Everything about one pattern: when, where, what its lines say, whether it is watched or muted. */
export function PatternFlyout({
  id,
  row,
  actions,
  onMove,
  onClose,
}: {
  id: string;
  /** Its row, where it stands on the page. */
  row: PatternListRow | undefined;
  actions: PatternActions;
  onMove(step: 1 | -1): void;
  onClose(): void;
}) {
  const { api } = useServices();
  const { range } = usePeriod();
  const times = useTimes();
  const query = useQuery<PatternDetails, ApiError>({
    queryKey: ['patterns', 'details', id, range],
    queryFn: ({ signal }) =>
      api.patternDetails(
        { id, ...range, buckets: BUCKETS, utc_offset_minutes: times.utcOffsetMinutes(range.from) },
        signal,
      ),
    keepPreviousData: true,
  });
  const details = query.data?.id === id ? query.data : undefined;
  const text = details?.text ?? row?.text;
  return (
    <DetailsFlyout
      titleId={TITLE_ID}
      onClose={onClose}
      data-test-subj="anomaliesPatternFlyout"
      header={
        <>
          <DetailsFlyoutControls
            labels={LABELS}
            onMove={onMove}
            onClose={onClose}
            closeSubject="anomaliesPatternClose"
            start={
              <EuiText size="xs" className="anmSubdued">
                {i18n.translate('anomalies.patterns.flyout.kind', { defaultMessage: 'Pattern' })}
              </EuiText>
            }
          />
          <EuiTitle size="xxs">
            <h2 id={TITLE_ID} className="anmFlyoutTitle">
              {text === undefined ? LOADING : <PatternText text={text} />}
            </h2>
          </EuiTitle>
        </>
      }
      footer={details && <FlyoutActions details={details} actions={actions} />}
    >
      {details && text !== undefined && (
        <div className="anmSections">
          <History details={details} />
          <Values id={id} text={text} linesEver={details.linesEver} />
        </div>
      )}
      {!details && !query.error && <EuiSkeletonText lines={8} />}
      {!details && query.error && (
        <ErrorPrompt error={query.error} onRetry={() => void query.refetch()} />
      )}
    </DetailsFlyout>
  );
}

const LOADING = i18n.translate('anomalies.patterns.flyout.loading', {
  defaultMessage: 'Loading the pattern',
});

const LABELS = {
  previous: i18n.translate('anomalies.patterns.flyout.previous', {
    defaultMessage: 'Previous pattern (k)',
  }),
  next: i18n.translate('anomalies.patterns.flyout.next', { defaultMessage: 'Next pattern (j)' }),
  close: i18n.translate('anomalies.patterns.flyout.close', { defaultMessage: 'Close (Esc)' }),
};
