import { euiPaletteColorBlind, type EuiThemeComputed } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { SEVERITY_BANDS, type Severity } from '../../common/severity';

/** The one place where severities get colours: EUI's visualisation palette, safe for colour-blind eyes. */
const PALETTE = euiPaletteColorBlind();
const VIS_INDEX: Record<Exclude<Severity, 'low'>, number> = {
  critical: 9,
  major: 7,
  minor: 5,
  warning: 1,
};

export function severityColor(severity: Severity, euiTheme: EuiThemeComputed): string {
  return severity === 'low' ? euiTheme.colors.mediumShade : PALETTE[VIS_INDEX[severity]];
}

export const SEVERITY_LABELS: Record<Severity, string> = {
  critical: i18n.translate('anomalies.severity.critical', { defaultMessage: 'Critical' }),
  major: i18n.translate('anomalies.severity.major', { defaultMessage: 'Major' }),
  minor: i18n.translate('anomalies.severity.minor', { defaultMessage: 'Minor' }),
  warning: i18n.translate('anomalies.severity.warning', { defaultMessage: 'Warning' }),
  low: i18n.translate('anomalies.severity.low', { defaultMessage: 'Low' }),
};

const SHAPES: Record<Severity, string> = {
  critical: 'M8 1 15 8 8 15 1 8Z',
  major: 'M8 2 15 14H1Z',
  minor: 'M2.5 2.5h11v11h-11Z',
  warning: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z',
  low: 'M3 6.5h10v3H3Z',
};

/** A shape per severity, for EuiIcon: colour is never the only sign. */
export const severityIcon: Record<Severity, React.ComponentType> = Object.fromEntries(
  SEVERITY_BANDS.map(({ severity }) => [
    severity,
    (props: React.SVGProps<SVGSVGElement>) => (
      <svg xmlns="http://www.w3.org/2000/svg" width={16} height={16} viewBox="0 0 16 16" {...props}>
        <path d={SHAPES[severity]} />
      </svg>
    ),
  ]),
) as Record<Severity, React.ComponentType>;
