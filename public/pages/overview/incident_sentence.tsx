import { i18n } from '@kbn/i18n';
import { useLocation } from 'react-router-dom';
import type { IncidentSearchResponse } from '../../../common/app_api/incidents/schema';
import { AppLink } from '../../components/app_link';
import { incidentPath } from '../../lib/links';
import { Sentence } from './sentence';

/** How many incidents wait, and the worst of them; or that all of them are judged. */
export function IncidentSentence({ incidents }: { incidents: IncidentSearchResponse }) {
  const { search } = useLocation();
  const { open, confirmed, falsePositive, openBySeverity, started } = incidents.counts;
  const worst = incidents.rows.at(0)?.incident;
  if (open === 0 || !worst) {
    return (
      <Sentence icon="checkInCircleFilled" color="success">
        <strong>
          {i18n.translate('anomalies.since.allJudged', {
            defaultMessage:
              'No incident is open: {confirmed} judged real, {falsePositive, plural, one {# false alarm} other {# false alarms}}.',
            values: { confirmed, falsePositive },
          })}
        </strong>
      </Sentence>
    );
  }
  return (
    <Sentence icon="warning" color={openBySeverity.critical > 0 ? 'danger' : 'primary'}>
      <strong>
        {i18n.translate('anomalies.since.incidents', {
          defaultMessage:
            '{started, plural, =0 {No incident is new} one {# incident is new} other {# incidents are new}}; {open, plural, one {# waits} other {# wait}} for a verdict, {critical, plural, =0 {none of them} one {# of them} other {# of them}} critical.',
          values: { started, open, critical: openBySeverity.critical },
        })}
      </strong>{' '}
      {worst.sentence}{' '}
      <AppLink path={incidentPath(search, worst.id)} data-test-subj="anomaliesOpenWorstIncident">
        {i18n.translate('anomalies.since.openIt', { defaultMessage: 'Open it' })}
      </AppLink>
    </Sentence>
  );
}
