import { EuiIcon } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { formatCount } from '../../../lib/numbers';
import type { DrawnSeries } from './scatter_chart';

/** What the colours mean; a pattern that is chosen here is filtered by. */
export function ScatterLegend({
  series,
  chosen,
  onChoose,
}: {
  series: DrawnSeries[];
  chosen: string[];
  onChoose(pattern: string): void;
}) {
  return (
    <ul
      className="anmScatter__legend"
      aria-label={i18n.translate('anomalies.scatter.legend', {
        defaultMessage: 'Patterns by colour',
      })}
    >
      {series.map(({ pattern, name, color, count }) => {
        const content = (
          <>
            <EuiIcon type="dot" color={color} aria-hidden />
            <span className="anmClip anmMono">{name}</span>
            <span className="anmNumber">{formatCount(count)}</span>
          </>
        );
        return (
          <li key={pattern?.id ?? 'others'}>
            {pattern ? (
              <button
                type="button"
                className="anmScatter__entry"
                title={name}
                aria-pressed={chosen.includes(pattern.id)}
                onClick={() => onChoose(pattern.id)}
                data-test-subj="anomaliesScatterPattern"
              >
                {content}
              </button>
            ) : (
              <span className="anmScatter__entry">{content}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
