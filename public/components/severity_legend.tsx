import { SEVERITIES } from '../../common/severity';
import type { SeverityCounts } from '../../common/app_api/overview/schema';
import { formatCount } from '../lib/numbers';
import { SEVERITY_LABELS } from '../lib/severity';
import { SeverityShape } from './severity_mark';

/** "◆ Critical 6 ▲ Major 17 …": explains shapes and colours, and counts. */
export function SeverityLegend({ counts }: { counts: SeverityCounts }) {
  return (
    <ul className="anmLegend">
      {SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => (
        <li key={severity} className="anmSeverity">
          <SeverityShape severity={severity} />
          {SEVERITY_LABELS[severity]}
          <strong className="anmNumber">{formatCount(counts[severity])}</strong>
        </li>
      ))}
    </ul>
  );
}
