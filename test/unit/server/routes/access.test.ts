import type { IRouter, RouteConfig } from '@kbn/core/server';
import { WORK } from '../../../../common/privileges';
import { HostFeatures } from '../../../../dev/host/server/host_features';
import { registerFeature, type KibanaFeature } from '../../../../server/features';
import { RULE_TYPE_IDS } from '../../../../server/rule_types';
import { ActiveModel } from '../../../../server/active_model';
import { registerRoutes } from '../../../../server/routes';
import { PRIVILEGES } from '../../../../server/routes/access';
import { SidecarClient } from '../../../../server/sidecar_client';

interface Route {
  name: string;
  tags: string[] | undefined;
  privileges: string[] | undefined;
}

function allRoutes(): Route[] {
  const routes: Route[] = [];
  const record =
    (method: string) =>
    <P, Q, B>({ path, options, security }: RouteConfig<P, Q, B>): void => {
      routes.push({
        name: `${method} ${path}`,
        tags: options?.tags,
        privileges: security?.authz.requiredPrivileges,
      });
    };
  const router: IRouter = { get: record('GET'), post: record('POST'), delete: record('DELETE') };
  const sidecar = new SidecarClient({
    url: 'http://127.0.0.1:9',
    key: undefined,
    requestTimeoutMs: 1_000,
    statusTimeoutMs: 1_000,
  });
  registerRoutes(router, {
    sidecar,
    activeModel: new ActiveModel(sidecar),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    userOf: async () => undefined,
    spaceOf: () => 'default',
  });
  return routes;
}

const grantedBy = (...role: string[]) => {
  const features = new HostFeatures(role);
  registerFeature(features);
  return features.granted();
};

const routes = allRoutes();
const namesOf = (privilege: string) =>
  routes.filter(({ privileges }) => privileges?.includes(privilege)).map(({ name }) => name);

describe('the guards of the routes', () => {
  it('should stand on every route, in the words of Kibana 8 and of Kibana 9', () => {
    expect(routes.length).toBeGreaterThan(40);
    for (const { name, tags, privileges } of routes) {
      expect({ name, privileges: privileges?.length }).toEqual({ name, privileges: 1 });
      expect({ name, tags }).toEqual({ name, tags: [`access:${privileges?.[0]}`] });
    }
  });

  it('should let a reader ask, but change nothing', () => {
    const asking = namesOf(PRIVILEGES.read).filter((name) => !name.startsWith('GET'));
    expect(asking.sort()).toEqual(
      [
        'POST /api/anomalies/clusters',
        'POST /api/anomalies/export',
        'POST /api/anomalies/forecast',
        'POST /api/anomalies/incidents/_search',
        'POST /api/anomalies/incidents/{id}/_lines',
        'POST /api/anomalies/lanes',
        'POST /api/anomalies/patterns',
        'POST /api/anomalies/patterns/values',
        'POST /api/anomalies/retention/preview',
        'POST /api/anomalies/rule_preview',
        'POST /api/anomalies/scatter',
        'POST /api/anomalies/search',
      ].sort(),
    );
  });
});

describe('the feature', () => {
  it('should grant all routes to “all”, and to “read” those that only look', () => {
    const all = grantedBy('all').api;
    expect(routes.filter(({ privileges }) => !all.has(privileges?.[0] ?? ''))).toEqual([]);
    expect([...grantedBy('read').api]).toEqual([PRIVILEGES.read]);
  });

  it('should leave out of “all” what a role does not tick', () => {
    expect([...grantedBy('minimal_all').api]).toEqual([PRIVILEGES.read]);
    const { api, capabilities } = grantedBy('minimal_read', 'label');
    expect([...api].sort()).toEqual([PRIVILEGES.label, PRIVILEGES.read].sort());
    expect(capabilities.anomalies).toEqual({
      show: true,
      label: true,
      train: false,
      manage: false,
    });
  });

  it('should give rule types in the longer form to a Kibana that takes no other', () => {
    const taken: KibanaFeature[] = [];
    registerFeature({
      registerKibanaFeature(feature) {
        if (feature.alerting.some((ref) => typeof ref === 'string')) throw new Error('no ids');
        taken.push(feature);
      },
    });
    expect(taken).toHaveLength(1);
    const refs = RULE_TYPE_IDS.map((ruleTypeId) => ({
      ruleTypeId,
      consumers: ['anomalies', 'alerts'],
    }));
    expect(taken[0].alerting).toEqual(refs);
    expect(taken[0].privileges.read.alerting).toEqual({
      rule: { read: refs },
      alert: { read: refs },
    });
  });

  it('should switch on in the browser what the server lets through', () => {
    for (const work of WORK) {
      const { api, capabilities } = grantedBy('minimal_read', work);
      expect(capabilities.anomalies[work]).toBe(true);
      expect(api).toContain(PRIVILEGES[work]);
      expect(namesOf(PRIVILEGES[work])).not.toEqual([]);
    }
    for (const work of ['train', 'manage']) {
      expect(grantedBy('minimal_read', work).api).toContain(PRIVILEGES.preview);
    }
  });
});
