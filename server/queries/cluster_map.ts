import type { Clusters } from '../../common/api/clusters/schema';
import type { ClusterMap, PeriodCounts } from '../../common/app_api/clusters/schema';
import type { CountsOfPatterns } from './pattern_counts';

/** Clusters with what came of their patterns in a period, added up for each. */
export function clusterMap(found: Clusters, counts: CountsOfPatterns): ClusterMap {
  const patterns = found.patterns.map((pattern) => ({
    ...pattern,
    lines: counts.lines ? (counts.lines.get(pattern.id) ?? 0) : pattern.lines,
    flagged: counts.flagged.get(pattern.id) ?? 0,
  }));
  const sums = found.clusters.map((): PeriodCounts => ({ lines: 0, flagged: 0 }));
  for (const { cluster, lines, flagged } of patterns) {
    if (cluster === null) continue;
    sums[cluster].lines += lines;
    sums[cluster].flagged += flagged;
  }
  return {
    ...found,
    patterns,
    clusters: found.clusters.map((cluster) => ({ ...cluster, ...sums[cluster.id] })),
    counted: counts.lines ? 'period' : 'training',
  };
}
