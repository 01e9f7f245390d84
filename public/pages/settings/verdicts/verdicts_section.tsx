import { EuiSkeletonText, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { VerdictList } from '../../../../common/app_api/verdicts/schema';
import { Panel } from '../../../components/panel';
import { QueryGate } from '../../../components/query_gate';
import { formatCount } from '../../../lib/numbers';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { VerdictTable } from './verdict_table';

/** Everything that people said of patterns: search it, take it back, let a mute hold longer. */
export function VerdictsSection() {
  const { api } = useServices();
  const query = useQuery<VerdictList, ApiError>({
    queryKey: ['labels', 'verdicts'],
    queryFn: ({ signal }) => api.verdicts(signal),
  });
  return (
    <Panel
      title={i18n.translate('anomalies.verdicts.title', { defaultMessage: 'Mutes and labels' })}
      remark={i18n.translate('anomalies.verdicts.remark', {
        defaultMessage: 'each holds for one pattern on one host',
      })}
      data-test-subj="anomaliesVerdicts"
    >
      <QueryGate query={query} skeleton={<EuiSkeletonText lines={6} />}>
        {({ verdicts, total }) =>
          total === 0 ? (
            <EuiText size="s" className="anmSubdued" data-test-subj="anomaliesNoVerdicts">
              <p>
                {i18n.translate('anomalies.verdicts.none', {
                  defaultMessage:
                    'Nothing is muted or judged. Open a line on the Anomalies page to judge it, or to mute its pattern on its host.',
                })}
              </p>
            </EuiText>
          ) : (
            <>
              <VerdictTable verdicts={verdicts} />
              {verdicts.length < total && (
                <EuiText size="xs" className="anmSubdued">
                  {i18n.translate('anomalies.verdicts.newest', {
                    defaultMessage: 'The newest {shown} of {total}.',
                    values: { shown: formatCount(verdicts.length), total: formatCount(total) },
                  })}
                </EuiText>
              )}
            </>
          )
        }
      </QueryGate>
    </Panel>
  );
}
