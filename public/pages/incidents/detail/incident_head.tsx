import { EuiButtonIcon, EuiCallOut, EuiCopy, EuiPanel, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ReactNode } from 'react';
import type { IncidentDetail } from '../../../../common/app_api/incidents/schema';
import { SeverityMark } from '../../../components/severity_mark';
import { useTimes, type Times } from '../../../hooks/use_times';
import { formatDuration, formatRarity, formatScore } from '../../../lib/numbers';
import { useServices } from '../../../services/services';
import { isQuiet } from './is_quiet';
import { OpenPosition } from './open_position';
import { IncidentVerdictBar } from './verdict_bar';

/** What happened in a sentence, how bad and until when, and the verdict on it. */
export function IncidentHead({ detail }: { detail: IncidentDetail }) {
  const { incident } = detail;
  const times = useTimes();
  return (
    <EuiPanel hasBorder hasShadow={false} paddingSize="m" data-test-subj="anomaliesIncidentHead">
      <div className="anmIncidentHead">
        <EuiTitle size="s">
          <h2 data-test-subj="anomaliesIncidentSentence">{incident.sentence}</h2>
        </EuiTitle>
        <div className="anmIncidentHead__controls">
          <OpenPosition id={incident.id} />
          <CopyLink id={incident.id} />
        </div>
      </div>
      <EuiText size="s" className="anmIncidentFacts">
        <SeverityMark score={incident.score} />
        <span>
          {i18n.translate('anomalies.incident.rarity', {
            defaultMessage: 'score {score}: about {rarity} is this strange',
            values: { score: formatScore(incident.score), rarity: formatRarity(incident.score) },
          })}
        </span>
        <span>{extentText(detail, times)}</span>
        {!incident.dissolved && (
          <strong>
            {isQuiet(detail)
              ? i18n.translate('anomalies.incident.quiet', { defaultMessage: 'quiet since' })
              : i18n.translate('anomalies.incident.goingOn', { defaultMessage: 'still going on' })}
          </strong>
        )}
      </EuiText>
      <Remarks detail={detail} />
      <IncidentVerdictBar key={incident.id} detail={detail} />
    </EuiPanel>
  );
}

/** "Nov 30, 01:03:11 – 01:32:43, 30 min"; the day again only where it is another. */
function extentText({ incident: { start, end } }: IncidentDetail, times: Times): string {
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
  if (seconds < 1) return times.seconds(start);
  return i18n.translate('anomalies.incident.extent', {
    defaultMessage: '{from} – {to}, {duration}',
    values: {
      from: times.seconds(start),
      to: times.day(start) === times.day(end) ? times.clock(end) : times.seconds(end),
      duration: formatDuration(seconds),
    },
  });
}

function CopyLink({ id }: { id: string }) {
  const { core } = useServices();
  const path = `/incidents/${encodeURIComponent(id)}`;
  const label = i18n.translate('anomalies.incident.copyLink', {
    defaultMessage: 'Copy a link to this incident',
  });
  return (
    <EuiCopy
      textToCopy={core.application.getUrlForApp('anomalies', { path, absolute: true })}
      beforeMessage={label}
    >
      {(copy) => (
        <EuiButtonIcon
          iconType="link"
          color="text"
          aria-label={label}
          onClick={copy}
          data-test-subj="anomaliesIncidentLink"
        />
      )}
    </EuiCopy>
  );
}

/** Where the incident is not what its lines are now, that is said. */
function Remarks({ detail }: { detail: IncidentDetail }) {
  const { incident, listed, found, suppressed } = detail;
  const missing = listed - found;
  if (incident.dissolved) {
    return (
      <Remark>
        {i18n.translate('anomalies.incident.dissolved', {
          defaultMessage:
            'This incident is no more: its lines were judged one by one, or scored anew by a newer model. What was said of it is kept; of {listed} lines {found} are still there.',
          values: { listed, found },
        })}
      </Remark>
    );
  }
  if (suppressed + missing === 0) return null;
  return (
    <Remark>
      {suppressed > 0 &&
        i18n.translate('anomalies.incident.suppressed', {
          defaultMessage:
            '{count, plural, one {# line is} other {# lines are}} below the threshold since a verdict or mute.',
          values: { count: suppressed },
        })}{' '}
      {missing > 0 &&
        i18n.translate('anomalies.incident.missing', {
          defaultMessage:
            '{count, plural, one {# line was} other {# lines were}} scored anew or deleted.',
          values: { count: missing },
        })}{' '}
      {i18n.translate('anomalies.incident.catchingUp', {
        defaultMessage:
          'The incident is put together anew within moments; the figures below are without them.',
      })}
    </Remark>
  );
}

function Remark({ children }: { children: ReactNode }) {
  return (
    <EuiCallOut
      size="s"
      color="warning"
      className="anmIncidentRemark"
      data-test-subj="anomaliesIncidentRemark"
    >
      <p>{children}</p>
    </EuiCallOut>
  );
}
