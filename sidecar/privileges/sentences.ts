import type { PrivilegeGap } from '../../common/api/status/schema';

const WAY_OUT =
  'deploy/elasticsearch/anomalies_sidecar.role.json is a role with what is needed and no more';

/** "read on server-logs-*, monitor on the cluster". */
function list(gaps: readonly PrivilegeGap[]): string {
  return gaps
    .map(({ on, privileges }) => `${privileges.join(', ')} on ${on ?? 'the cluster'}`)
    .join('; ');
}

export function describeMissing(gaps: readonly PrivilegeGap[]): string {
  return `The sidecar's account in Elasticsearch lacks privileges: ${list(gaps)}. ${WAY_OUT}; or have ANOMALIES_SOURCE_PATTERN name what it may read.`;
}

export function describeExcessive(gaps: readonly PrivilegeGap[]): string {
  const may = gaps.map(({ on, privileges }) =>
    on === null
      ? `may do what it likes with the cluster (${privileges.join(', ')})`
      : `may write to ${on} (${privileges.join(', ')})`,
  );
  return `The sidecar's account in Elasticsearch ${may.join(' and ')}, which it never needs: ${WAY_OUT}.`;
}
