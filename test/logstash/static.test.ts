import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { useElasticsearch } from '../integration/helpers/elasticsearch';
import { dotted, Grok } from './helpers/grok';
import { parseLogstashConfig, textsOf, type Plugin, type Value } from './helpers/logstash_config';
import { LOGSTASH_FOLDER } from './helpers/logstash_process';
import { sampleLines } from './helpers/sample_lines';

/** Of the plugins that Logstash 7.17 and 8 bring along, those that the pipelines may use. */
const PLUGINS: Record<string, readonly string[]> = {
  input: ['beats', 'dead_letter_queue', 'file', 'kafka'],
  filter: [
    'date',
    'dissect',
    'fingerprint',
    'grok',
    'http',
    'json',
    'mutate',
    'prune',
    'ruby',
    'uuid',
  ],
  output: ['elasticsearch', 'file', 'http'],
};

const read = (...parts: string[]) => readFileSync(path.join(LOGSTASH_FOLDER, ...parts), 'utf8');

const CONFIGS = [
  'rejected.conf',
  ...readdirSync(path.join(LOGSTASH_FOLDER, 'pipeline')).map((name) => `pipeline/${name}`),
];
const grok = Grok.parse(read('patterns', 'server_logs'));
const template = JSON.parse(read('templates', 'server-logs.json')) as Template;

interface Mapping {
  type?: string;
  properties?: Record<string, Mapping>;
  dynamic?: boolean;
}
interface Template {
  template: { mappings: Mapping };
}

function pluginsOf(name: string): Plugin[] {
  return parseLogstashConfig(read(name));
}

/** The patterns of a grok filter, in the order in which they are tried. */
function patternsOf(plugin: Plugin): string[] {
  const match = plugin.options.match as { entries: [Value, Value][] };
  return match.entries.flatMap(([, patterns]) => textsOf(patterns));
}

function grokFilters(): Plugin[] {
  return pluginsOf('pipeline/20-lines.conf').filter(({ name }) => name === 'grok');
}

/** The type that a field is mapped to; undefined where it is not. */
function typeOf(field: string): string | undefined {
  let mapping: Mapping | undefined = template.template.mappings;
  for (const part of field.split('.')) {
    if (mapping.type === 'flattened' || mapping.dynamic) return mapping.type;
    mapping = mapping.properties?.[part];
    if (!mapping) return undefined;
  }
  return mapping.type;
}

describe('pipeline files', () => {
  test.each(CONFIGS)('%s can be read and uses plugins that Logstash brings along', (name) => {
    const plugins = pluginsOf(name);
    expect(plugins.length).toBeGreaterThan(0);
    for (const plugin of plugins) expect(PLUGINS[plugin.section]).toContain(plugin.name);
  });

  test('every id is there once', () => {
    const ids = CONFIGS.filter((name) => !/90-output-elasticsearch-api-key/.test(name))
      .flatMap(pluginsOf)
      .flatMap(({ options }) => textsOf(options.id ?? []));
    expect(ids.length).toBeGreaterThan(15);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('files that are named exist', () => {
    const names = CONFIGS.flatMap(pluginsOf)
      .flatMap(({ options }) => Object.values(options).flatMap(textsOf))
      .flatMap((text) => /^\$\{LOGSTASH_ANOMALIES:[^}]*\}\/(.*)$/.exec(text)?.[1] ?? []);
    expect(new Set(names)).toEqual(
      new Set(['patterns', 'ruby/json_fields.rb', 'ruby/score.rb', 'templates/server-logs.json']),
    );
    for (const name of names) expect(readdirSync(LOGSTASH_FOLDER)).toContain(name.split('/')[0]);
    const lists = [...read('pipelines.yml').matchAll(/path\.config: .*\{([^{}]*)\}/g)];
    expect(lists).toHaveLength(2);
    for (const name of lists.flatMap(([, list]) => list.split(','))) {
      const file = /^\d/.test(name) ? `pipeline/${name}.conf` : `${name}.conf`;
      expect(CONFIGS).toContain(file);
    }
  });

  test('the two outputs to Elasticsearch differ in nothing but how they get there', () => {
    const [plain, secured] = ['', '-api-key'].map((suffix) => {
      const [{ options }] = pluginsOf(`pipeline/90-output-elasticsearch${suffix}.conf`);
      expect(options.hosts).toBeDefined();
      const access = ['hosts', 'api_key', 'ssl', 'cacert'];
      return Object.entries(options).filter(([name]) => !access.includes(name));
    });
    expect(secured).toEqual(plain);
  });

  test('a sidecar that is down is not asked for long', () => {
    const filter = pluginsOf('pipeline/50-score.conf').find(({ name }) => name === 'http');
    expect(filter?.options).toMatchObject({
      connect_timeout: '1',
      socket_timeout: '1',
      automatic_retries: '0',
    });
  });
});

describe('grok patterns', () => {
  test('all that are named exist, and all that exist are named', () => {
    const used = CONFIGS.flatMap(pluginsOf)
      .filter(({ name }) => name === 'grok')
      .flatMap(patternsOf)
      .flatMap((pattern) => grok.uses(pattern));
    expect(new Set(used)).toEqual(new Set(grok.names));
  });

  const lines = sampleLines(Date.now());
  test.each(lines.filter(({ kind }) => kind !== 'json').map((line) => [line.line, line] as const))(
    '%s',
    (_, { line, kind, fields }) => {
      const found = grokFilters().flatMap(({ options }) => {
        const patterns = patternsOf({ section: 'filter', name: 'grok', options });
        const values = patterns.map((it) => grok.match(it, line)).find((it) => it !== null);
        return values ? [{ id: String(options.id), values }] : [];
      });
      if (kind === null) {
        expect(found).toEqual([]);
        return;
      }
      const values = found.find(({ id }) => id === kind)?.values ?? {};
      expect(values['@metadata.time']).toBeDefined();
      const level = values['log.level'];
      const read: Record<string, unknown> = {
        ...values,
        ...(level === undefined ? {} : { 'log.level': String(level).toLowerCase() }),
      };
      // What later filters make of it is for the test with a real Logstash.
      const own = Object.entries(fields).filter(
        ([field, value]) => value === undefined || (field in read && field !== 'source.address'),
      );
      for (const [field, value] of own) {
        if (field === 'log.level' && value === undefined) continue;
        expect([field, read[field]]).toEqual([field, value]);
      }
    },
  );
});

describe('the index template', () => {
  test('maps every field that a pattern or filter writes', () => {
    const grokked = CONFIGS.flatMap(pluginsOf)
      .filter(({ name }) => name === 'grok')
      .flatMap(patternsOf)
      .flatMap((pattern) => [pattern, ...grok.uses(pattern).map((name) => `%{${name}}`)])
      .concat(read('patterns', 'server_logs'))
      .flatMap((pattern) => [...pattern.matchAll(/%\{\w+:([^}:]+)/g)].map(([, field]) => field));
    const written = [
      ...grokked,
      ...read('ruby', 'json_fields.rb').matchAll(/'((?:\[[a-z_]+\])+)' =>/g),
      ...read('pipeline', '30-fields.conf').matchAll(/(?:=> |event\.set\()"((?:\[[a-z_]+\])+)"/g),
    ].map((found) => dotted(typeof found === 'string' ? found : found[1]));
    const fields = [...new Set(written)].filter((field) => !field.startsWith('@metadata'));
    expect(fields.length).toBeGreaterThan(30);
    const objects = ['log.syslog.severity'];
    for (const field of fields.filter((it) => !objects.includes(it))) {
      expect([field, typeOf(field)]).toEqual([field, expect.any(String)]);
    }
  });

  test('maps every field of the sample lines', () => {
    for (const field of sampleLines(Date.now()).flatMap(({ fields }) => Object.keys(fields))) {
      expect([field, typeOf(field)]).toEqual([field, expect.any(String)]);
    }
  });
});

const elasticsearch = useElasticsearch();

elasticsearch.describe('the index template in Elasticsearch', () => {
  test('is accepted, and maps a document of the pipelines without adding a field', async () => {
    const { client, prefix } = elasticsearch;
    await client.indices.putIndexTemplate({
      ...template,
      name: `${prefix}server-logs`,
      index_patterns: [`${prefix}server-logs-*`],
    } as Parameters<typeof client.indices.putIndexTemplate>[0]);
    const index = `${prefix}server-logs-2026.07.25`;
    await client.index({
      index,
      refresh: true,
      document: {
        '@timestamp': '2026-07-25T10:00:01.500Z',
        message: 'payment failed',
        app: { amount: 12.5, cart: { items: [{ id: 1 }, { id: 'two' }] } },
        source: { address: 'host.example.net', ip: 'none' },
        anomaly: { score: 61.5, detectors: { rarity: 70.25 }, flagged: true },
        surprise: { of: 'an application' },
      },
    });
    const count = async (query: object) =>
      (await client.count({ index, query } as Parameters<typeof client.count>[0])).count;
    expect(await count({ term: { 'app.cart.items.id': 'two' } })).toBe(1);
    expect(await count({ range: { 'anomaly.detectors.rarity': { gt: 70, lt: 71 } } })).toBe(1);
    expect(await count({ match: { message: 'failed' } })).toBe(1);
    const mapping = await client.indices.getFieldMapping({ index, fields: 'surprise*' });
    expect(mapping[index].mappings).toEqual({});
  });
});
