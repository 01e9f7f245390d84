import { EuiIcon } from '@elastic/eui';
import type { Verdict } from '../../common/anomaly';
import { VERDICT_ICONS, VERDICT_LABELS } from '../lib/verdicts';

/** A verdict as icon and word; a dash where there is none yet. */
export function VerdictMark({ verdict }: { verdict: Verdict | undefined | null }) {
  if (!verdict) return <span className="anmSubdued">–</span>;
  return (
    <span className="anmSeverity">
      <EuiIcon
        type={VERDICT_ICONS[verdict]}
        size="s"
        color={verdict === 'true' ? 'success' : 'subdued'}
      />
      {VERDICT_LABELS[verdict]}
    </span>
  );
}
