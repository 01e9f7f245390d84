import { i18n } from '@kbn/i18n';
import { formatCount, formatShort } from '../../lib/numbers';

/** A change as a factor: "× 3.2", or that there was nothing before or is nothing now. */
export function factorText(now: number, then: number): string {
  if (then === 0 && now === 0) return '–';
  if (then === 0) {
    return i18n.translate('anomalies.patterns.change.appeared', { defaultMessage: 'appeared' });
  }
  if (now === 0) {
    return i18n.translate('anomalies.patterns.change.gone', { defaultMessage: 'gone' });
  }
  return `× ${formatShort(now / then)}`;
}

/** The same as a difference with its sign. */
export function differenceText(now: number, then: number): string {
  const difference = now - then;
  if (difference === 0) return '± 0';
  return `${difference > 0 ? '+' : '−'} ${formatCount(Math.abs(difference))}`;
}
