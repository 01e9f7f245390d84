import { i18n } from '@kbn/i18n';
import { rarityOfScore } from '../../common/severity';

const locale = () => i18n.getLocale();

/** A count with the reader's thousands separators. */
export const formatCount = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 0 }).format(value);

/** A number of at most two significant decimals: 0.25, 3.2, 20. */
export const formatShort = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumSignificantDigits: value < 10 ? 2 : 3 }).format(value);

export const formatPercent = (fraction: number): string =>
  new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(fraction);

/** Scores are shown whole, and never rounded up into the next severity band. */
export const formatScore = (score: number): string => formatCount(Math.floor(score + 1e-4));

/** Rounded to two figures: the tail is not known more exactly. */
export function roundedRarity(score: number): number {
  const rarity = rarityOfScore(score);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, rarity))) - 1);
  return Math.round(rarity / unit) * unit;
}

/** What a score means: "1 in 20,000 lines". */
export const formatRarity = (score: number): string =>
  i18n.translate('anomalies.score.rarity', {
    defaultMessage: '1 in {lines} lines',
    values: { lines: formatCount(roundedRarity(score)) },
  });

/** "12 s", "3 min", "2 h", "4 days": for durations where a rough figure says more. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 90) {
    return i18n.translate('anomalies.duration.seconds', {
      defaultMessage: '{count} s',
      values: { count: formatCount(whole) },
    });
  }
  if (whole < 90 * 60) {
    return i18n.translate('anomalies.duration.minutes', {
      defaultMessage: '{count} min',
      values: { count: formatCount(whole / 60) },
    });
  }
  if (whole < 48 * 3_600) {
    return i18n.translate('anomalies.duration.hours', {
      defaultMessage: '{count} h',
      values: { count: formatCount(whole / 3_600) },
    });
  }
  return i18n.translate('anomalies.duration.days', {
    defaultMessage: '{count, plural, one {# day} other {# days}}',
    values: { count: Math.round(whole / 86_400) },
  });
}

/** Whole lengths of time as they are spoken of: "30 min", "1 h", "1 day". */
export function formatInterval(lengthMs: number): string {
  const DAY_MS = 86_400_000;
  if (lengthMs % DAY_MS === 0) {
    return i18n.translate('anomalies.interval.days', {
      defaultMessage: '{count, plural, one {# day} other {# days}}',
      values: { count: lengthMs / DAY_MS },
    });
  }
  return lengthMs % 3_600_000 === 0
    ? i18n.translate('anomalies.interval.hours', {
        defaultMessage: '{count} h',
        values: { count: formatCount(lengthMs / 3_600_000) },
      })
    : i18n.translate('anomalies.interval.minutes', {
        defaultMessage: '{count} min',
        values: { count: formatCount(lengthMs / 60_000) },
      });
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${formatShort(bytes / 1000 ** power)} ${units[power]}`;
}
