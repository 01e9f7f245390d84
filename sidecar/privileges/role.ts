import type { Config } from '../config';

export interface IndexPrivileges {
  /** Index patterns. */
  names: string[];
  privileges: string[];
}

/** Privileges in Elasticsearch, as a role there is written. */
export interface Role {
  cluster: string[];
  indices: IndexPrivileges[];
}

const OWN_INDICES = 'anomalies-*';
const CLUSTER = ['monitor', 'manage_index_templates'];
const ON_SOURCES = ['read', 'monitor', 'view_index_metadata'];
const ON_OWN = ['all'];
const ON_INGESTED = ['create_doc', 'auto_configure'];

/** Of these alone it can be said that nothing works without them. */
const INDISPENSABLE_ON_SOURCES = ['read'];
const INDISPENSABLE_ON_OWN = ['read', 'write'];

/** What could do harm in the wrong hands: to change or delete lines, or to do anything. */
const NEVER_ON_SOURCES = ['index', 'delete', 'delete_index', 'manage'];
const NEVER_ON_CLUSTER = ['all', 'manage_security'];

type PrivilegeConfig = Pick<Config, 'sourcePattern' | 'ingestPrefix'>;

/** What the sidecar's account needs, and no more; deploy/elasticsearch/anomalies_sidecar.role.json says the same. */
export function neededRole(config: PrivilegeConfig): Role {
  return {
    cluster: CLUSTER,
    indices: [
      { names: sourceNames(config), privileges: ON_SOURCES },
      { names: [OWN_INDICES], privileges: ON_OWN },
      ...ingestedNames(config).map((name) => ({ names: [name], privileges: ON_INGESTED })),
    ],
  };
}

/** Those of the needed privileges without which the sidecar cannot work at all. */
export function indispensableRole(config: PrivilegeConfig): Role {
  return {
    cluster: [],
    indices: [
      { names: sourceNames(config), privileges: INDISPENSABLE_ON_SOURCES },
      { names: [OWN_INDICES], privileges: INDISPENSABLE_ON_OWN },
    ],
  };
}

/** What the account should not have. */
export function excessiveRole(config: PrivilegeConfig): Role {
  const adding = config.ingestPrefix === undefined ? ['create_doc'] : [];
  return {
    cluster: NEVER_ON_CLUSTER,
    indices: [{ names: sourceNames(config), privileges: [...NEVER_ON_SOURCES, ...adding] }],
  };
}

/**
 * The source patterns that can be asked about here: what is excluded grants nothing, and another cluster decides about
 * its own indices.
 */
function sourceNames({ sourcePattern }: PrivilegeConfig): string[] {
  return sourcePattern.split(',').filter((name) => !name.startsWith('-') && !name.includes(':'));
}

const ingestedNames = ({ ingestPrefix }: PrivilegeConfig) =>
  ingestPrefix === undefined ? [] : [`${ingestPrefix}-*`];
