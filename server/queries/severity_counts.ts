import type { SeverityCounts } from '../../common/app_api/overview/schema';
import { SEVERITIES, type Severity } from '../../common/severity';
import type { Aggregations, Buckets, TermBucket } from './elasticsearch';

export const noCounts = (): SeverityCounts => ({
  critical: 0,
  major: 0,
  minor: 0,
  warning: 0,
  low: 0,
});

export const bySeverity: Aggregations = {
  severity: { terms: { field: 'anomaly.severity', size: SEVERITIES.length } },
};

export interface BySeverity {
  severity: Buckets<TermBucket>;
}

export function severityCounts(answer: BySeverity | undefined): SeverityCounts {
  const counts = noCounts();
  for (const { key, doc_count } of answer?.severity.buckets ?? []) {
    if (key in counts) counts[key as Severity] = doc_count;
  }
  return counts;
}
