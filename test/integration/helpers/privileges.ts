import type { Proxy, ProxyAnswer } from './proxy';

export const HAS_PRIVILEGES = '/_security/user/_has_privileges';

interface Asked {
  cluster: string[];
  index: { names: string[]; privileges: string[] }[];
}

/** Privileges by what they are on; `cluster` is the cluster. */
export type Account = Record<string, string[]>;

/** What the role that is shipped gives. */
export const NEEDED: Account = {
  cluster: ['monitor', 'manage_index_templates'],
  'server-logs-*': ['read', 'monitor', 'view_index_metadata'],
  'anomalies-*': ['all', 'read', 'write'],
};

/** Nearly what a superuser may. */
export const TOO_MUCH: Account = {
  ...NEEDED,
  cluster: [...NEEDED.cluster, 'all', 'manage_security'],
  'server-logs-*': [...NEEDED['server-logs-*'], 'index', 'delete', 'create_doc'],
};

/**
 * The embedded Elasticsearch has no security, as that is not part of its free core. So this one question is answered by
 * an HTTP server in front of it, as an Elasticsearch with security answers it; all others reach the embedded one.
 */
export function answersAbout(account: Account): Proxy['answer'] {
  return (_method, path, body) => (path === HAS_PRIVILEGES ? answerFor(account, body) : null);
}

function answerFor(account: Account, body: string): ProxyAnswer {
  const { cluster, index } = JSON.parse(body) as Asked;
  const granted = (on: string, privileges: string[]) =>
    Object.fromEntries(privileges.map((name) => [name, account[on]?.includes(name) ?? false]));
  const ofIndices = Object.fromEntries(
    index.flatMap(({ names, privileges }) =>
      names.map((name) => [name, granted(name, privileges)] as const),
    ),
  );
  return {
    status: 200,
    body: {
      username: 'anomalies_sidecar',
      has_all_requested: false,
      cluster: granted('cluster', cluster),
      index: ofIndices,
      application: {},
    },
  };
}
