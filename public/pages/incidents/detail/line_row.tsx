import { useLocation } from 'react-router-dom';
import type { IncidentLine } from '../../../../common/app_api/incidents/schema';
import { AppLink } from '../../../components/app_link';
import { DiscoverIcon, THIS_LINE } from '../../../components/discover_link';
import { MarkedLine } from '../../../components/marked_line';
import { SeverityShape } from '../../../components/severity_mark';
import { useTimes } from '../../../hooks/use_times';
import { flaggedLineTarget } from '../../../lib/discover_targets';
import { reviewPath } from '../../../lib/links';
import { FirstSuspect } from './first_suspect';

/** One line; of a window or session that was flagged as a whole, the lines that made it so. */
export function IncidentLineRow({ line, isSuspect }: { line: IncidentLine; isSuspect: boolean }) {
  const times = useTimes();
  const { search } = useLocation();
  const timeMs = Date.parse(line.timestamp);
  const path = reviewPath(
    search,
    { selected: { index: line.index, id: line.id } },
    {
      from: new Date(timeMs - AROUND_MS).toISOString(),
      to: new Date(timeMs + AROUND_MS).toISOString(),
    },
  );
  return (
    <li className={isSuspect ? 'isSuspect' : undefined} data-test-subj="anomaliesIncidentLine">
      <span className="anmNumber" title={times.full(line.timestamp)}>
        <AppLink path={path}>{times.clock(line.timestamp)}</AppLink>
      </span>
      <SeverityShape severity={line.severity} />
      <span className="anmIncidentLines__where">
        <strong>{line.host}</strong> <span className="anmSubdued">{line.service}</span>
      </span>
      <div className="anmIncidentLines__line">
        <MarkedLine line={line.message} reasons={line.reasons} />
        {line.unit?.evidence.map(({ index, id, message }) => (
          <div key={index + id} className="anmSubdued">
            <MarkedLine line={message} reasons={[]} />
          </div>
        ))}
      </div>
      {isSuspect && <FirstSuspect />}
      <DiscoverIcon target={flaggedLineTarget(line, THIS_LINE)} />
    </li>
  );
}

const AROUND_MS = 5 * 60_000;
