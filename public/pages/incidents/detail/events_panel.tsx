import { EuiBadge, EuiIcon, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import type { IncidentDetail } from '../../../../common/app_api/incidents/schema';
import type { IncidentEvent } from '../../../../common/incident';
import { severityOf } from '../../../../common/severity';
import { AppLink } from '../../../components/app_link';
import { Panel } from '../../../components/panel';
import { PatternText } from '../../../components/pattern_text';
import { SeverityShape } from '../../../components/severity_mark';
import { useTimes } from '../../../hooks/use_times';
import { reviewPath } from '../../../lib/links';
import { eventLeads, type EventLead } from './event_leads';
import { isQuiet } from './is_quiet';
import { MoreButton } from './more_button';

const FEW = 8;

/** Each pattern on each host and service at its first line, in the order of time. */
export function EventsPanel({ detail }: { detail: IncidentDetail }) {
  const { incident } = detail;
  const times = useTimes();
  const [isAll, setIsAll] = useState(false);
  const leads = eventLeads(incident.events);
  const shown = isAll ? incident.events : incident.events.slice(0, FEW);
  const untold = incident.events_total - incident.events.length;
  return (
    <Panel
      data-test-subj="anomaliesIncidentEvents"
      title={i18n.translate('anomalies.incident.events', {
        defaultMessage: 'What happened, in order',
      })}
    >
      <ol className="anmEvents">
        {shown.map((event, i) => (
          <Event
            key={`${event.host} ${event.service} ${event.template.id}`}
            event={event}
            lead={leads[i]}
          />
        ))}
        {!incident.dissolved && isQuiet(detail) && (
          <li>
            <span className="anmNumber anmSubdued">{times.clock(incident.end)}</span>
            <EuiIcon type="check" size="s" color="success" />
            <div className="anmEvents__what">
              <strong>
                {i18n.translate('anomalies.incident.lastLine', { defaultMessage: 'Last line.' })}
              </strong>{' '}
              {i18n.translate('anomalies.incident.quietSince', {
                defaultMessage: 'Quiet since, as far as lines were scored: until {time}.',
                values: { time: times.short(detail.newestLine ?? incident.end) },
              })}
            </div>
          </li>
        )}
      </ol>
      <MoreButton total={incident.events.length} few={FEW} isAll={isAll} onChange={setIsAll} />
      {isAll && untold > 0 && (
        <EuiText size="xs" className="anmSubdued">
          {i18n.translate('anomalies.incident.untold', {
            defaultMessage: '{count, plural, one {# more follows} other {# more follow}}.',
            values: { count: untold },
          })}
        </EuiText>
      )}
    </Panel>
  );
}

function Event({ event, lead }: { event: IncidentEvent; lead: EventLead }) {
  const times = useTimes();
  const { search } = useLocation();
  const path = reviewPath(
    search,
    { pattern: [event.template.id], host: [event.host] },
    { from: event.at, to: new Date(Date.parse(event.last) + 1_000).toISOString() },
  );
  return (
    <li>
      <span className="anmNumber anmSubdued" title={times.full(event.at)}>
        {times.clock(event.at)}
      </span>
      <SeverityShape severity={severityOf(event.score)} />
      <div className="anmEvents__what">
        {lead !== undefined && <strong>{leadText(lead, event)} </strong>}
        <PatternText text={event.template.text} />
        {event.reason !== '' && event.reason !== event.template.text && (
          <div className="anmSmall anmSubdued">{event.reason}</div>
        )}
      </div>
      <div className="anmEvents__where">
        <EuiBadge color="hollow">{event.host || event.service || '–'}</EuiBadge>
        <AppLink path={path}>
          {i18n.translate('anomalies.incident.eventLines', {
            defaultMessage: '{lines, plural, one {# line} other {# lines}}',
            values: { lines: event.lines },
          })}
        </AppLink>
      </div>
    </li>
  );
}

function leadText(lead: Exclude<EventLead, undefined>, { host, service }: IncidentEvent): string {
  switch (lead) {
    case 'first':
      return i18n.translate('anomalies.incident.leadFirst', { defaultMessage: 'First sign.' });
    case 'host':
      return i18n.translate('anomalies.incident.leadHost', {
        defaultMessage: 'Reaches {host}.',
        values: { host },
      });
    case 'service':
      return i18n.translate('anomalies.incident.leadService', {
        defaultMessage: '{service} joins in.',
        values: { service },
      });
  }
}
