import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import type { IncidentDetail } from '../../../../common/app_api/incidents/schema';
import { AppLink } from '../../../components/app_link';
import { Panel } from '../../../components/panel';
import { useTimes } from '../../../hooks/use_times';
import { reviewPath } from '../../../lib/links';
import { formatCount } from '../../../lib/numbers';
import { FirstSuspect } from './first_suspect';
import { MoreButton } from './more_button';

const FEW = 6;

/** Hosts and services in the order of their first sign. */
export function AffectedPanel({ detail: { incident, affected } }: { detail: IncidentDetail }) {
  const times = useTimes();
  const { search } = useLocation();
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? affected : affected.slice(0, FEW);
  const { suspect } = incident;
  return (
    <Panel
      data-test-subj="anomaliesIncidentAffected"
      title={i18n.translate('anomalies.incident.affected', { defaultMessage: 'Affected' })}
      remark={i18n.translate('anomalies.incident.affectedCounts', {
        defaultMessage:
          '{hosts, plural, one {# host} other {# hosts}}, {services, plural, one {# service} other {# services}}',
        values: { hosts: incident.hosts.length, services: incident.services.length },
      })}
    >
      <table className="anmWhy anmWhy--strong">
        <thead>
          <tr>
            <th scope="col">
              {i18n.translate('anomalies.incident.host', { defaultMessage: 'Host' })}
            </th>
            <th scope="col">
              {i18n.translate('anomalies.incident.service', { defaultMessage: 'Service' })}
            </th>
            <th scope="col">
              {i18n.translate('anomalies.incident.firstSign', { defaultMessage: 'First sign' })}
            </th>
            <th scope="col" className="anmRight">
              {i18n.translate('anomalies.incidents.lines', { defaultMessage: 'Lines' })}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ host, service, first, last, lines }) => (
            <tr key={`${host} ${service}`}>
              <td>
                <AppLink path={reviewPath(search, { host: [host] }, around(first, last))}>
                  {host || '–'}
                </AppLink>
                {host === suspect.host && service === suspect.service && <FirstSuspect />}
              </td>
              <td>{service || '–'}</td>
              <td className="anmNumber">{times.clock(first)}</td>
              <td className="anmNumber anmRight">
                <strong>{formatCount(lines)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreButton total={affected.length} few={FEW} isAll={isAll} onChange={setIsAll} />
      <EuiText size="xs" className="anmSubdued anmIncidentNote">
        {i18n.translate('anomalies.incident.suspectWhy', {
          defaultMessage: 'First suspect: {why}',
          values: { why: suspect.why },
        })}
      </EuiText>
    </Panel>
  );
}

/** A moment more at the end, which a period leaves out. */
const around = (from: string, last: string) => ({
  from,
  to: new Date(Date.parse(last) + 1_000).toISOString(),
});
