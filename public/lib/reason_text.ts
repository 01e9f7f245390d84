import type { AnomalyDocument } from '../../common/anomaly';

/** The two weightiest reasons in one line. */
export const reasonText = ({ anomaly, message }: AnomalyDocument): string =>
  anomaly.reasons
    .slice(0, 2)
    .map(({ text }) => text)
    .join('; ') || message;
