import {
  EuiButtonIcon,
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutFooter,
  EuiFlyoutHeader,
  EuiSkeletonText,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { PatternDetails, PatternListRow } from '../../../../common/app_api/patterns/schema';
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
    <EuiFlyout
      type="push"
      size="46%"
      pushMinBreakpoint="xl"
      paddingSize="m"
      ownFocus={false}
      hideCloseButton
      onClose={onClose}
      className="anmFlyout"
      role="dialog"
      aria-labelledby={TITLE_ID}
      data-test-subj="anomaliesPatternFlyout"
    >
      <EuiFlyoutHeader hasBorder>
        <div className="anmPanelTitle anmFlyoutControls">
          <EuiText size="xs" className="anmSubdued">
            {i18n.translate('anomalies.patterns.flyout.kind', { defaultMessage: 'Pattern' })}
          </EuiText>
          <div className="anmPanelTitle__end anmFlyoutControls__buttons">
            <EuiButtonIcon
              iconType="arrowUp"
              color="text"
              onClick={() => onMove(-1)}
              aria-label={i18n.translate('anomalies.patterns.flyout.previous', {
                defaultMessage: 'Previous pattern (k)',
              })}
            />
            <EuiButtonIcon
              iconType="arrowDown"
              color="text"
              onClick={() => onMove(1)}
              aria-label={i18n.translate('anomalies.patterns.flyout.next', {
                defaultMessage: 'Next pattern (j)',
              })}
            />
            <EuiButtonIcon
              iconType="cross"
              color="text"
              onClick={onClose}
              aria-label={i18n.translate('anomalies.patterns.flyout.close', {
                defaultMessage: 'Close (Esc)',
              })}
              data-test-subj="anomaliesPatternClose"
            />
          </div>
        </div>
        <EuiTitle size="xxs">
          <h2 id={TITLE_ID} className="anmFlyoutTitle">
            {text === undefined ? LOADING : <PatternText text={text} />}
          </h2>
        </EuiTitle>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
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
      </EuiFlyoutBody>
      {details && (
        <EuiFlyoutFooter>
          <FlyoutActions details={details} actions={actions} />
        </EuiFlyoutFooter>
      )}
    </EuiFlyout>
  );
}

const LOADING = i18n.translate('anomalies.patterns.flyout.loading', {
  defaultMessage: 'Loading the pattern',
});
