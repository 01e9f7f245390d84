import { existsSync } from 'node:fs';
import path from 'node:path';
import { load, loadAll } from 'js-yaml';
import { loadConfig } from '../../../sidecar/config';
import { OPTIONS } from '../../../sidecar/options';
import {
  DEPLOY,
  documents,
  filesOf,
  OWN_VARIABLE,
  PINNED,
  read,
  unknownVariables,
  yaml,
} from './helpers/files';
import { faultsOf, has, itWith, outputOf, why } from './helpers/tools';

const BASE = 'kubernetes/base';
const OVERLAYS = ['cloud', 'in-house', 'kafka-consumers'].map(
  (name) => `kubernetes/overlays/${name}`,
);

interface Manifest {
  kind: string;
  metadata: { name: string; namespace?: string };
}
interface Kustomization {
  resources: string[];
  patches?: { path: string; target?: { kind: string; name: string } }[];
  images?: { name: string; newName: string; newTag: string }[];
  configMapGenerator?: { name: string; behavior?: string; literals?: string[]; files?: string[] }[];
}
interface Container {
  image: string;
  env: { name: string; valueFrom: { secretKeyRef: { name: string; key: string } } }[];
  envFrom?: { configMapRef: { name: string } }[];
  ports: { name: string; containerPort: number }[];
  resources: Record<'requests' | 'limits', { cpu: string; memory: string }>;
  securityContext: Record<string, unknown>;
  startupProbe: Probe;
  readinessProbe: Probe;
  livenessProbe: Probe;
  volumeMounts: { name: string; mountPath: string }[];
}
interface Probe {
  exec: { command: string[] };
  timeoutSeconds: number;
}
interface Deployment extends Manifest {
  spec: {
    replicas?: number;
    selector: { matchLabels: Record<string, string> };
    template: {
      metadata: { labels: Record<string, string> };
      spec: {
        serviceAccountName: string;
        automountServiceAccountToken: boolean;
        securityContext: Record<string, unknown>;
        containers: Container[];
        volumes: { name: string }[];
      };
    };
  };
}

const kustomizationOf = (folder: string) => yaml<Kustomization>(`${folder}/kustomization.yaml`);

/** All manifests that a kustomization brings, its bases' too. */
function manifestsOf(folder: string): Manifest[] {
  return kustomizationOf(folder).resources.flatMap((resource) => {
    const file = path.join(folder, resource);
    return file.endsWith('.yaml') ? documents<Manifest>(file) : manifestsOf(file);
  });
}

/** What the generated ConfigMaps hold after merging, by their names. */
function configMapsOf(folder: string): Record<string, Record<string, string>> {
  const { resources, configMapGenerator = [] } = kustomizationOf(folder);
  const maps: Record<string, Record<string, string>> = {};
  for (const resource of resources.filter((it) => !it.endsWith('.yaml'))) {
    Object.assign(maps, configMapsOf(path.join(folder, resource)));
  }
  for (const { name, behavior, literals = [] } of configMapGenerator) {
    expect([name, behavior]).toEqual([name, maps[name] ? 'merge' : undefined]);
    const values = literals.map((literal) => /^(\w+)=(.*)$/.exec(literal)?.slice(1) ?? [literal]);
    maps[name] = { ...maps[name], ...(Object.fromEntries(values) as Record<string, string>) };
  }
  return maps;
}

const isDeployment = (manifest: Manifest): manifest is Deployment => manifest.kind === 'Deployment';
const deployments = [
  ...documents<Deployment>(`${BASE}/deployment.yaml`),
  ...documents<Deployment>('kubernetes/overlays/kafka-consumers/consumers.yaml'),
].map((deployment) => [deployment.metadata.name, deployment] as const);

describe('the manifests for Kubernetes', () => {
  const files = filesOf('kubernetes', '.yaml');
  const isManifest = (file: string) =>
    documents<Partial<Manifest>>(file)[0].kind !== 'Kustomization';
  const manifests = files.filter(
    (file) => !Array.isArray(documents(file)[0]) && isManifest(file) && !file.endsWith('_ca.yaml'),
  );

  it('should be found', () => expect(manifests.length).toBeGreaterThan(12));

  itWith('kubernetes-validate')(
    `should hold to the schemas of Kubernetes${why('kubernetes-validate')}`,
    () => {
      const paths = manifests.map((file) => path.join(DEPLOY, file));
      expect(faultsOf('kubernetes-validate', ['--strict', '--quiet', ...paths])).toBe('');
      const broken = read(`${BASE}/deployment.yaml`).replace('replicas: 2', 'replicas: two');
      expect(faultsOf('kubernetes-validate', ['--strict', '--quiet', '-'], broken)).not.toBe('');
    },
  );

  it('should list every file in a kustomization, and name files and targets that are there', () => {
    const listed = [BASE, ...OVERLAYS].flatMap((folder) => {
      const { resources, patches = [] } = kustomizationOf(folder);
      const all = manifestsOf(folder);
      for (const { path: file, target } of patches) {
        const patch = load(read(path.join(folder, file)));
        const { kind, name } = target ?? {
          kind: (patch as Manifest).kind,
          name: (patch as Manifest).metadata.name,
        };
        const found = all.filter((it) => it.kind === kind && it.metadata.name === name);
        expect([file, found.length]).toEqual([file, 1]);
      }
      return [`kustomization.yaml`, ...resources, ...patches.map((patch) => patch.path)].map((it) =>
        path.join(folder, it),
      );
    });
    for (const file of listed)
      expect([file, existsSync(path.join(DEPLOY, file))]).toEqual([file, true]);
    expect(listed.filter((file) => file.endsWith('.yaml')).sort()).toEqual(
      files.filter((file) => file !== 'kubernetes/secret.example.yaml'),
    );
  });

  it.each(deployments)('should harden the pods of %s, and limit them', (_, { spec }) => {
    const { spec: pod, metadata } = spec.template;
    expect(metadata.labels).toEqual(spec.selector.matchLabels);
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    const [container] = pod.containers;
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    for (const kind of ['requests', 'limits'] as const) {
      expect(container.resources[kind]).toEqual({
        cpu: expect.anything(),
        memory: expect.anything(),
      });
    }
    expect(container.volumeMounts.map(({ name }) => name).sort()).toEqual(
      pod.volumes.map(({ name }) => name).sort(),
    );
  });

  it.each(deployments)(
    'should probe %s by the health check of the image, which knows of https',
    (_, { spec }) => {
      const [container] = spec.template.spec.containers;
      const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];
      const check = ['node', 'build/sidecar/health.js'];
      // A restart does not heal an Elasticsearch that is away.
      expect(probes.map(({ exec }) => exec.command)).toEqual([check, [...check, '--ready'], check]);
      // The check gives up by itself after four, and says why.
      for (const { timeoutSeconds } of probes) expect(timeoutSeconds).toBeGreaterThan(4);
      expect(container.ports).toEqual([
        { name: 'http', containerPort: Number(OPTIONS.port.defaultText) },
      ]);
    },
  );

  it.each(deployments)(
    'should take the secrets of %s from the Secret that is described',
    (_, it) => {
      const [example] = documents<{ metadata: { name: string }; stringData: object }>(
        'kubernetes/secret.example.yaml',
      );
      const [{ env }] = it.spec.template.spec.containers;
      expect(env.map(({ valueFrom }) => valueFrom.secretKeyRef)).toEqual(
        Object.keys(example.stringData).map((key) => ({ name: example.metadata.name, key })),
      );
      expect(unknownVariables(env.map(({ name }) => name))).toEqual([]);
    },
  );

  it('should give the Kibana of the cloud what its kibana.yml takes from the Secret', () => {
    const folder = 'kubernetes/overlays/cloud';
    const secrets = documents<{ metadata: { name: string }; stringData: object }>(
      'kubernetes/secret.example.yaml',
    );
    const all = manifestsOf(folder);
    const kibana = all
      .filter(isDeployment)
      .find(({ metadata }) => metadata.name === 'anomalies-kibana');
    const env = kibana?.spec.template.spec.containers[0].env ?? [];
    expect(env.map(({ valueFrom }) => valueFrom.secretKeyRef)).toEqual(
      Object.keys(secrets[1].stringData).map((key) => ({ name: secrets[1].metadata.name, key })),
    );
    const text = read(`${folder}/kibana.yml`);
    const taken = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    expect(taken.sort()).toEqual(env.map(({ name }) => name).sort());
    const [, host, port] = /sidecar\.url: http:\/\/([\w-]+):(\d+)/.exec(text) ?? [];
    expect(port).toBe(OPTIONS.port.defaultText);
    expect(
      all.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name),
    ).toContain(host);
    // The network policy of the sidecar lets in whoever bears this label.
    expect(kibana?.spec.template.metadata.labels).toMatchObject({ 'anomalies/client': 'true' });
  });

  it('should guard every deployment with a disruption budget and a network policy', () => {
    interface Selecting extends Manifest {
      spec: { selector?: object; podSelector?: object; policyTypes?: string[] };
    }
    const all = manifestsOf('kubernetes/overlays/kafka-consumers') as Selecting[];
    for (const deployment of all.filter(isDeployment)) {
      const { name } = deployment.metadata;
      const named = (kind: string) =>
        all.filter((it) => it.kind === kind && it.metadata.name === name).map(({ spec }) => spec);
      const [budget] = named('PodDisruptionBudget');
      const [policy] = named('NetworkPolicy');
      expect(budget.selector).toEqual(deployment.spec.selector);
      expect(policy.podSelector).toEqual(deployment.spec.selector);
      expect(policy.policyTypes).toEqual(['Ingress', 'Egress']);
    }
  });

  it('should leave the number of consumers to the autoscaler', () => {
    interface Autoscaler {
      spec: { scaleTargetRef: { name: string }; minReplicas: number; maxReplicas: number };
    }
    const [{ spec }] = documents<Autoscaler>(
      'kubernetes/overlays/kafka-consumers/horizontal_pod_autoscaler.yaml',
    );
    const [, consumers] = deployments[1];
    expect(spec.scaleTargetRef.name).toBe(consumers.metadata.name);
    expect(consumers.spec.replicas).toBeUndefined();
    expect(spec.minReplicas).toBeLessThan(spec.maxReplicas);
  });

  it.each(OVERLAYS)(
    'should set options that the sidecar knows, to values that it takes: %s',
    (folder) => {
      const maps = configMapsOf(folder);
      const values = Object.assign({}, ...Object.values(maps)) as Record<string, string>;
      for (const name of Object.keys(values)) expect(name).toMatch(OWN_VARIABLE);
      expect(unknownVariables(Object.keys(values))).toEqual([]);
      const secrets = {
        ELASTICSEARCH_API_KEY: 'a-key',
        ANOMALIES_SIDECAR_KEYS: 'a-key-of-16-chars',
      };
      const config = loadConfig({ ...values, ...secrets });
      expect([config.host, String(config.port)]).toEqual(['0.0.0.0', OPTIONS.port.defaultText]);
      for (const deployment of manifestsOf(folder).filter(isDeployment)) {
        const [{ envFrom, image }] = deployment.spec.template.spec.containers;
        for (const { configMapRef } of envFrom ?? [])
          expect(Object.keys(maps)).toContain(configMapRef.name);
        const named = kustomizationOf(folder).images?.find(({ name }) =>
          image.startsWith(`${name}:`),
        );
        expect(`${named?.newName}:${named?.newTag}`).toMatch(PINNED);
      }
    },
  );

  // kubectl brings a kustomize of its own.
  itWith('kubectl').each(OVERLAYS)(
    `should be put together by kustomize: %s${why('kubectl')}`,
    (folder) => {
      const built = outputOf('kubectl', ['kustomize', path.join(DEPLOY, folder)]);
      const all = loadAll(built) as Manifest[];
      const outside = all.filter(
        ({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'anomalies',
      );
      expect(outside).toEqual([]);
      expect(all.length).toBe(
        manifestsOf(folder).length + Object.keys(configMapsOf(folder)).length,
      );
      if (!has('kubernetes-validate')) return;
      expect(faultsOf('kubernetes-validate', ['--strict', '--quiet', '-'], built)).toBe('');
    },
  );
});
