import { EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import type { IncidentDetail, IncidentReason } from '../../../../common/app_api/incidents/schema';
import { Panel } from '../../../components/panel';
import { formatCount, formatPercent } from '../../../lib/numbers';
import { roundToSum } from '../../../lib/round_to_sum';
import { MoreButton } from './more_button';

const FEW_LINKS = 4;
const NAMED_OTHERS = 3;

/** What made its lines strange, the heaviest first, and why the lines belong together. */
export function WhyPanel({ detail: { reasons, incident } }: { detail: IncidentDetail }) {
  const rest = 1 - reasons.reduce((sum, { share }) => sum + share, 0);
  const percents = roundToSum([...reasons.map(({ share }) => 100 * share), 100 * rest], 100);
  const most = Math.max(1, ...percents);
  return (
    <Panel
      data-test-subj="anomaliesIncidentWhy"
      title={i18n.translate('anomalies.incident.why', { defaultMessage: 'Why' })}
      remark={i18n.translate('anomalies.incident.whyRemark', {
        defaultMessage: 'what makes the lines strange, and its share of their scores',
      })}
    >
      <table className="anmWhy anmWhy--strong">
        <thead>
          <tr>
            <th scope="col">
              {i18n.translate('anomalies.incident.reason', { defaultMessage: 'Reason' })}
            </th>
            <th scope="col" className="anmRight">
              {i18n.translate('anomalies.incidents.lines', { defaultMessage: 'Lines' })}
            </th>
            <th scope="col">
              {i18n.translate('anomalies.incident.typical', { defaultMessage: 'Typical' })}
            </th>
            <th scope="col">
              {i18n.translate('anomalies.incident.share', { defaultMessage: 'Share' })}
            </th>
          </tr>
        </thead>
        <tbody>
          {reasons.map((reason, i) => (
            <tr key={`${reason.kind} ${reason.text}`}>
              <td>
                {reason.text}
                <Others reason={reason} />
              </td>
              <td className="anmNumber anmRight">
                <strong>{formatCount(reason.lines)}</strong>
              </td>
              <td className="anmSubdued">{reason.typical ?? '–'}</td>
              <td>
                <ShareBar percent={percents[i]} most={most} />
              </td>
            </tr>
          ))}
          {percents[reasons.length] > 0 && reasons.length > 0 && (
            <tr>
              <td className="anmSubdued" colSpan={3}>
                {i18n.translate('anomalies.incident.otherReasons', {
                  defaultMessage: 'everything else',
                })}
              </td>
              <td>
                <ShareBar percent={percents[reasons.length]} most={most} />
              </td>
            </tr>
          )}
        </tbody>
      </table>
      <Together links={incident.links} />
    </Panel>
  );
}

/** "; likewise pi, admin, support …": other things of which the same is said. */
function Others({ reason: { others, otherCount } }: { reason: IncidentReason }) {
  if (otherCount === 0) return null;
  const named = others.filter((thing) => thing !== '').slice(0, NAMED_OTHERS);
  const things = [...named, ...(otherCount > named.length ? ['…'] : [])].join(', ');
  return (
    <span className="anmSubdued">
      {i18n.translate('anomalies.incident.otherThings', {
        defaultMessage: '; likewise {things}',
        values: { things },
      })}
    </span>
  );
}

function ShareBar({ percent, most }: { percent: number; most: number }) {
  return (
    <div className="anmBar">
      <span className="anmBar__fill" style={{ inlineSize: `${(60 * percent) / most}%` }} />
      <span className="anmNumber">{formatPercent(percent / 100)}</span>
    </div>
  );
}

function Together({ links }: { links: IncidentDetail['incident']['links'] }) {
  const [isAll, setIsAll] = useState(false);
  if (links.length === 0) return null;
  return (
    <div className="anmIncidentNote">
      <EuiTitle size="xxxs">
        <h3>
          {i18n.translate('anomalies.incident.together', {
            defaultMessage: 'Why these lines belong together',
          })}
        </h3>
      </EuiTitle>
      <EuiText size="xs" className="anmSubdued">
        <ul>
          {(isAll ? links : links.slice(0, FEW_LINKS)).map(({ kind, text }) => (
            <li key={`${kind} ${text}`}>{text}</li>
          ))}
        </ul>
      </EuiText>
      <MoreButton total={links.length} few={FEW_LINKS} isAll={isAll} onChange={setIsAll} />
    </div>
  );
}
