import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useLocation } from 'react-router-dom';
import { AppLink } from '../../../components/app_link';
import { Panel } from '../../../components/panel';
import { ENOUGH_OF_EACH } from '../../../lib/judged_lines';
import { globalStateOnly } from '../../../lib/url_state';

/** Without verdicts there is no right or wrong to show, only where they are given. */
export function NothingJudged() {
  const { search } = useLocation();
  return (
    <Panel
      title={i18n.translate('anomalies.judged.title', { defaultMessage: 'Right and wrong' })}
      data-test-subj="anomaliesNothingJudged"
    >
      <EuiText size="s">
        <p>
          {i18n.translate('anomalies.judged.nothing', {
            defaultMessage:
              'How many of its alerts are real can be told once people have judged some. About {count} real ones and {count} that are not are enough to begin with; then this shows what was found, the false alarms, and what another threshold would change.',
            values: { count: ENOUGH_OF_EACH },
          })}
        </p>
        <p>
          <AppLink path={`/anomalies${globalStateOnly(search)}`}>
            {i18n.translate('anomalies.judged.judgeSome', {
              defaultMessage: 'Judge flagged lines',
            })}
          </AppLink>
        </p>
      </EuiText>
    </Panel>
  );
}
