import { i18n } from '@kbn/i18n';

/** Thresholds are told to a tenth, the step of the slider. */
export const formatThreshold = (scorePct: number): string =>
  new Intl.NumberFormat(i18n.getLocale(), { maximumFractionDigits: 1 }).format(scorePct);
