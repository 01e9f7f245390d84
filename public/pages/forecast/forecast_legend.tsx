import { useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ReactNode } from 'react';

const WIDTH_PX = 20;
const HEIGHT_PX = 12;

/** What the lines and bands of the chart are: the chart's own legend would name each bound of a band. */
export function ForecastLegend() {
  const { euiTheme } = useEuiTheme();
  const { primary, darkestShade } = euiTheme.colors;
  const line = (stroke: string, dashes?: string) => (
    <line
      x1={0}
      x2={WIDTH_PX}
      y1={6}
      y2={6}
      stroke={stroke}
      strokeWidth={2}
      strokeDasharray={dashes}
    />
  );
  const band = (opacity: number) => (
    <rect width={WIDTH_PX} height={HEIGHT_PX} fill={primary} opacity={opacity} />
  );
  return (
    <div className="anmForecastLegend">
      <Item sign={line(darkestShade)}>{COUNTED}</Item>
      <Item sign={line(primary, '6 4')}>{EXPECTED}</Item>
      <Item sign={band(0.4)}>{IN_80}</Item>
      <Item sign={band(0.15)}>{IN_95}</Item>
    </div>
  );
}

export const COUNTED = i18n.translate('anomalies.forecast.counted', { defaultMessage: 'counted' });
export const EXPECTED = i18n.translate('anomalies.forecast.expected', {
  defaultMessage: 'expected',
});
export const IN_80 = i18n.translate('anomalies.forecast.band80', {
  defaultMessage: 'in 8 of 10 cases',
});
export const IN_95 = i18n.translate('anomalies.forecast.band95', {
  defaultMessage: 'in 95 of 100 cases',
});

function Item({ sign, children }: { sign: ReactNode; children: ReactNode }) {
  return (
    <span>
      <svg width={WIDTH_PX} height={HEIGHT_PX} aria-hidden>
        {sign}
      </svg>
      {children}
    </span>
  );
}
