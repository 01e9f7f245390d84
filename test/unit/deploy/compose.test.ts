import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { ConfigError, loadConfig, SECRET_FILE_SUFFIX } from '../../../sidecar/config';
import { DEPLOY, OWN_VARIABLE, PINNED, read, ROOT, unknownVariables, yaml } from './helpers/files';

const FOLDER = path.join(DEPLOY, 'compose');

interface Service {
  image: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  environment?: Record<string, string | number>;
  depends_on?: Record<string, { condition: string; required?: boolean }>;
  volumes?: string[];
  ports?: string[];
  profiles?: string[];
  user?: string;
  restart: string;
  read_only?: boolean;
  tmpfs?: string[];
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  mem_limit?: string;
  healthcheck?: { test: string[] };
}

const stack = yaml<{ services: Record<string, Service>; volumes: Record<string, null> }>(
  'compose/compose.yml',
);
const services = Object.entries(stack.services);
const longRunning = services.filter(([, { restart }]) => restart !== 'no');

/** As Compose does it where nothing is set. */
const withDefaults = (text: string) => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');
const variablesOf = (text: string) =>
  [...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name);

function validator() {
  const file = path.join(__dirname, 'fixtures/compose-spec.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  // Draft 7, which Ajv knows by another address.
  delete schema.$schema;
  return new Ajv({ unknownFormats: ['duration'], allErrors: true }).compile(schema);
}

describe('the compose file', () => {
  it('should hold to the schema of Compose files, which knows a fault when it sees one', () => {
    const validate = validator();
    expect([validate(stack), validate.errors]).toEqual([true, null]);
    const broken = structuredClone(stack);
    Object.assign(broken.services.sidecar, { healthchecks: {} });
    expect(validate(broken)).toBe(false);
  });

  it('should have the whole stack', () => {
    expect(Object.keys(stack.services).sort()).toEqual([
      'accounts',
      'alertmanager',
      'elasticsearch',
      'grafana',
      'kafka',
      'kibana',
      'logstash',
      'prometheus',
      'secrets',
      'sidecar',
    ]);
  });

  it.each(services)('should pin the image of %s, and build from what is there', (_, service) => {
    expect(service.image).toMatch(PINNED);
    if (!service.build) return;
    const context = path.resolve(FOLDER, service.build.context);
    expect(context).toBe(ROOT);
    expect(existsSync(path.join(context, service.build.dockerfile))).toBe(true);
  });

  it.each(services)('should give %s no rights that it does not need', (name, service) => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.cap_add).toEqual(name === 'secrets' ? ['CHOWN'] : undefined);
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.user?.startsWith('0:') ?? false).toBe(name === 'secrets');
  });

  it.each(longRunning)('should limit %s, and know whether it works', (name, service) => {
    expect(service.mem_limit).toBeTruthy();
    // The image of the sidecar brings its own check.
    if (name === 'sidecar') expect(read('docker/sidecar.Dockerfile')).toContain('HEALTHCHECK');
    else expect(service.healthcheck?.test.length).toBeGreaterThan(1);
  });

  it('should run the sidecar on a file system that nothing can be written to', () => {
    const { read_only, tmpfs, volumes } = stack.services.sidecar;
    expect(read_only).toBe(true);
    expect(tmpfs).toHaveLength(1);
    for (const volume of volumes ?? []) expect(volume).toMatch(/:ro$/);
  });

  it.each(services)(
    'should have %s wait only for what is there and comes to that',
    (_, service) => {
      for (const [name, { condition, required }] of Object.entries(service.depends_on ?? {})) {
        const other = stack.services[name];
        expect(other).toBeDefined();
        if (condition === 'service_healthy') expect(other.healthcheck).toBeDefined();
        else expect([condition, other.restart]).toEqual(['service_completed_successfully', 'no']);
        // What a profile leaves out must not be waited for.
        if (other.profiles) expect(required).toBe(false);
      }
    },
  );

  it.each(services)('should open ports of %s on loopback only', (_, { ports = [] }) => {
    for (const port of ports) expect(withDefaults(port)).toMatch(/^127\.0\.0\.1:(\d+):\1$/);
  });

  it('should mount files that are there, and declare the volumes that it uses', () => {
    const sources = services.flatMap(([, { volumes = [] }]) =>
      volumes.map((volume) => withDefaults(volume).split(':')[0]),
    );
    const isPath = (source: string) => /^[./]/.test(source);
    for (const source of sources.filter(isPath)) {
      expect([source, existsSync(path.resolve(FOLDER, source))]).toEqual([source, true]);
    }
    expect([...new Set(sources.filter((source) => !isPath(source)))].sort()).toEqual(
      Object.keys(stack.volumes).sort(),
    );
  });

  it('should set options that the sidecar knows, to values that it takes', () => {
    const { environment = {} } = stack.services.sidecar;
    const names = Object.keys(environment);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(name).toMatch(OWN_VARIABLE);
    expect(unknownVariables(names)).toEqual([]);
    const entries = Object.entries(environment).map(([name, value]) =>
      name.endsWith(SECRET_FILE_SUFFIX)
        ? [name.slice(0, -SECRET_FILE_SUFFIX.length), 'a-secret-of-some-length']
        : [name, withDefaults(String(value))],
    );
    const config = loadConfig(Object.fromEntries(entries) as NodeJS.ProcessEnv);
    expect(config.publicUrl).toBe('http://localhost:5601/app/anomalies');
    expect(() => loadConfig({ ANOMALIES_PUBLIC_URL: '${PUBLIC_URL}' })).toThrow(ConfigError);
  });

  it('should explain each variable in .env.example, with the default that it has', () => {
    const example = Object.fromEntries(
      [...read('compose/.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    const text = read('compose/compose.yml');
    const names = new Set(variablesOf(text));
    expect([...names, 'COMPOSE_PROFILES'].sort()).toEqual(Object.keys(example).sort());
    for (const [, name, value] of text.matchAll(/(?<!\$)\$\{(\w+):-([^}]*)\}/g)) {
      if (name !== 'LOGSTASH_INPUTS') expect([name, example[name]]).toEqual([name, value]);
    }
    const profiles = new Set(services.flatMap(([, service]) => service.profiles ?? []));
    expect(example.COMPOSE_PROFILES.split(',').sort()).toEqual([...profiles].sort());
  });

  it('should be reached by Prometheus, Grafana and Kibana under the names of its services', () => {
    const addresses = [
      ...read('prometheus/prometheus.yml').matchAll(/targets: \['([\w-]+):(\d+)'\]/g),
      ...read('grafana/provisioning/datasources/prometheus.yml').matchAll(/http:\/\/(\w+):(\d+)/g),
      ...read('compose/kibana/kibana.yml').matchAll(/http:\/\/(\w+):(\d+)/g),
      ...Object.values(stack.services.sidecar.environment ?? {})
        .map((value) => /http:\/\/(elasticsearch):(\d+)/.exec(String(value)))
        .filter((match) => match !== null),
    ].map(([, name, port]) => [name, port]);
    expect(addresses.length).toBe(6);
    for (const [name, port] of addresses) {
      const ports = stack.services[name]?.ports?.map((it) => it.split(':').at(-1));
      expect([name, ports]).toEqual([name, [port]]);
    }
  });

  it('should run pipelines of Logstash that are there', () => {
    const { environment = {} } = stack.services.logstash;
    const variables: Record<string, string> = { LOGSTASH_ANOMALIES: path.join(ROOT, 'logstash') };
    const text = read('compose/logstash/pipelines.yml').replace(
      /\$\{(\w+)(?::([^}]*))?\}/g,
      (_, name: string, fallback?: string) => variables[name] ?? fallback ?? '',
    );
    const lists = [...text.matchAll(/path\.config: '(.*)'/g)].map(([, list]) => list);
    expect(lists.length).toBe(2);
    const { stdout } = spawnSync('bash', ['-c', `printf '%s\\n' ${lists.join(' ')}`], {
      encoding: 'utf8',
    });
    const files = stdout.trim().split('\n');
    expect(files.length).toBe(8);
    for (const file of files) expect([file, existsSync(file)]).toEqual([file, true]);
    for (const name of variablesOf(read('compose/logstash/pipelines.yml'))) {
      expect(Object.keys(environment)).toContain(name);
    }
  });
});
