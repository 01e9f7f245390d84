import type { FeaturesSetup, KibanaFeature } from '../../../server/features';

/** What somebody may do: names of API privileges, and for each feature which of its UI capabilities are on. */
export interface Granted {
  api: ReadonlySet<string>;
  capabilities: Record<string, Record<string, boolean>>;
}

/**
 * Kibana's feature privileges, as far as the plugin uses them. A role is a list of names as in Kibana's own roles: `all`
 * or `read`; `minimal_all` or `minimal_read`, which come without the parts; and the ids of parts.
 */
export class HostFeatures implements FeaturesSetup {
  private readonly features: KibanaFeature[] = [];

  constructor(private readonly role: readonly string[]) {}

  registerKibanaFeature(feature: KibanaFeature): void {
    this.features.push(feature);
  }

  /** @throws Error if the role names a privilege that no feature has. */
  granted(): Granted {
    const api = new Set<string>();
    const capabilities: Granted['capabilities'] = {};
    for (const feature of this.features) {
      const privileges = privilegesOf(feature);
      const off = [...privileges.values()].flatMap(({ ui }) => ui.map((name) => [name, false]));
      capabilities[feature.id] = Object.fromEntries(off) as Record<string, boolean>;
      for (const name of this.role) {
        const privilege = privileges.get(name);
        if (!privilege) {
          const known = [...privileges.keys()].join(', ');
          throw new Error(`The role names "${name}". What can be granted is ${known}.`);
        }
        for (const granted of privilege.api) api.add(granted);
        for (const capability of privilege.ui) capabilities[feature.id][capability] = true;
      }
    }
    return { api, capabilities };
  }
}

interface Privilege {
  api: string[];
  ui: string[];
}

function privilegesOf({ privileges, subFeatures }: KibanaFeature): Map<string, Privilege> {
  const parts = subFeatures
    .flatMap(({ privilegeGroups }) => privilegeGroups)
    .flatMap((group) => group.privileges);
  const merged = (privilege: Privilege, included: Privilege[]): Privilege => ({
    api: [privilege, ...included].flatMap(({ api }) => api),
    ui: [privilege, ...included].flatMap(({ ui }) => ui),
  });
  return new Map<string, Privilege>([
    [
      'all',
      merged(
        privileges.all,
        parts.filter(({ includeIn }) => includeIn !== 'none'),
      ),
    ],
    [
      'read',
      merged(
        privileges.read,
        parts.filter(({ includeIn }) => includeIn === 'read'),
      ),
    ],
    ['minimal_all', privileges.all],
    ['minimal_read', privileges.read],
    ...parts.map((part): [string, Privilege] => [part.id, part]),
  ]);
}
