import { EuiIcon, useEuiTheme } from '@elastic/eui';
import { severityOf, type Severity } from '../../common/severity';
import { formatScore } from '../lib/numbers';
import { SEVERITY_LABELS, severityColor, severityIcon } from '../lib/severity';

/** Shape and colour of a severity, with its name for those who see neither. */
export function SeverityShape({ severity }: { severity: Severity }) {
  const { euiTheme } = useEuiTheme();
  return (
    <EuiIcon
      type={severityIcon[severity]}
      size="s"
      color={severityColor(severity, euiTheme)}
      title={SEVERITY_LABELS[severity]}
    />
  );
}

/** "◆ Critical 97": how a score is shown everywhere. */
export function SeverityMark({ score, hideLabel = false }: { score: number; hideLabel?: boolean }) {
  const severity = severityOf(score);
  return (
    <span className="anmSeverity">
      <SeverityShape severity={severity} />
      {!hideLabel && <strong>{SEVERITY_LABELS[severity]}</strong>}
      <span className="anmNumber anmSubdued">{formatScore(score)}</span>
    </span>
  );
}
