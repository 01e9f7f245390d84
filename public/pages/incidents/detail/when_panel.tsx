import { AnnotationDomainType, LineAnnotation, Position } from '@elastic/charts';
import { EuiText, useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useHistory, useLocation } from 'react-router-dom';
import type { HostLines, IncidentDetail } from '../../../../common/app_api/incidents/schema';
import { SEVERITIES } from '../../../../common/severity';
import { FlaggedBars } from '../../../components/flagged_bars';
import { Panel } from '../../../components/panel';
import { SeverityLegend } from '../../../components/severity_legend';
import { useTimes } from '../../../hooks/use_times';
import { reviewPath } from '../../../lib/links';
import { formatCount, formatDuration } from '../../../lib/numbers';
import { FirstSuspect } from './first_suspect';

const SHOWN_HOSTS = 6;
const HOST_HEIGHT_PX = 56;
const TIME_AXIS_PX = 24;

/** The incident's lines over its own time, a row per host, the first suspect marked; dragging shows the lines. */
export function WhenPanel({ detail }: { detail: IncidentDetail }) {
  const { grid, hosts, bySeverity, incident, listed } = detail;
  const times = useTimes();
  const history = useHistory();
  const { search } = useLocation();
  const shown = hosts.slice(0, SHOWN_HOSTS);
  const unlisted = incident.lines - listed;
  return (
    <Panel
      data-test-subj="anomaliesIncidentWhen"
      title={i18n.translate('anomalies.incident.when', { defaultMessage: 'When' })}
      remark={i18n.translate('anomalies.incident.perBar', {
        defaultMessage: 'flagged lines, {interval} per bar; drag to see the lines · {zone}',
        values: { interval: formatDuration(grid.intervalMs / 1000), zone: times.zoneName },
      })}
      end={<SeverityLegend counts={bySeverity} />}
    >
      <div className="anmTimeline">
        {shown.map((host, i) => (
          <HostRow
            key={host.host}
            host={host}
            grid={grid}
            isLast={i === shown.length - 1}
            suspectMs={
              host.host === incident.suspect.host ? Date.parse(incident.suspect.at) : undefined
            }
            onBrush={(fromMs, toMs) =>
              history.push(
                reviewPath(
                  search,
                  { host: [host.host] },
                  { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() },
                ),
              )
            }
          />
        ))}
      </div>
      <EuiText size="xs" className="anmSubdued">
        {hosts.length > SHOWN_HOSTS &&
          i18n.translate('anomalies.incident.moreHosts', {
            defaultMessage:
              '{count, plural, one {# more host is} other {# more hosts are}} not drawn. ',
            values: { count: hosts.length - SHOWN_HOSTS },
          })}
        {unlisted > 0 &&
          !incident.dissolved &&
          i18n.translate('anomalies.incident.firstOnly', {
            defaultMessage: 'Drawn are the first {listed} of {lines} lines.',
            values: { listed: formatCount(listed), lines: formatCount(incident.lines) },
          })}
      </EuiText>
    </Panel>
  );
}

function HostRow({
  host: { host, lines, counts },
  grid,
  isLast,
  suspectMs,
  onBrush,
}: {
  host: HostLines;
  grid: IncidentDetail['grid'];
  isLast: boolean;
  suspectMs: number | undefined;
  onBrush(fromMs: number, toMs: number): void;
}) {
  const { euiTheme } = useEuiTheme();
  const peak = Math.max(
    ...counts.map((count) => SEVERITIES.reduce((sum, severity) => sum + count[severity], 0)),
  );
  return (
    <>
      <div className="anmTimeline__label">
        <strong className="anmClip" title={host}>
          {host}
        </strong>
        <small className="anmSubdued">
          {i18n.translate('anomalies.incident.hostLines', {
            defaultMessage: '{lines, plural, one {# line} other {# lines}}',
            values: { lines },
          })}
        </small>
        <small className="anmSubdued">
          {i18n.translate('anomalies.timeline.peak', {
            defaultMessage: 'peak {count}',
            values: { count: formatCount(peak) },
          })}
        </small>
        {suspectMs !== undefined && <FirstSuspect />}
      </div>
      <FlaggedBars
        grid={grid}
        counts={counts}
        heightPx={HOST_HEIGHT_PX + (isLast ? TIME_AXIS_PX : 0)}
        withTimeAxis={isLast}
        onBrush={onBrush}
        label={i18n.translate('anomalies.incident.hostChart', {
          defaultMessage: 'Flagged lines of {host} over time by severity',
          values: { host },
        })}
      >
        {suspectMs !== undefined && (
          <LineAnnotation
            id="suspect"
            domainType={AnnotationDomainType.XDomain}
            dataValues={[{ dataValue: suspectMs }]}
            markerPosition={Position.Top}
            style={{ line: { stroke: euiTheme.colors.primary, strokeWidth: 2, opacity: 1 } }}
          />
        )}
      </FlaggedBars>
    </>
  );
}
