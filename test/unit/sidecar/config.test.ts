import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError, describeOptions, isLoopback, loadConfig } from '../../../sidecar/config';
import { configurationMarkdown } from '../../../sidecar/config_markdown';

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  let dir: string;
  const fileWith = (content: string) => {
    const file = path.join(dir, 'config.json');
    writeFileSync(file, content);
    return file;
  };

  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'config-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('should work without any setting, on loopback', () => {
    const config = loadConfig({});
    expect(config.host).toBe('127.0.0.1');
    expect(config.port).toBe(8585);
    expect(config.elasticsearchUrl).toBe('http://127.0.0.1:9200');
    expect(config.alertBudgetPerDay).toBe(100);
    expect(config.autoFollow).toBe(true);
    expect(config.keys).toEqual([]);
  });

  it('should take the environment before the file, and the file before the default', () => {
    const file = fileWith('{ "port": 1000, "batchSize": 200, "autoFollow": false }');
    const config = loadConfig({ ANOMALIES_CONFIG: file, ANOMALIES_PORT: '2000' });
    expect([config.port, config.batchSize, config.autoFollow, config.logLevel]).toEqual([
      2000,
      200,
      false,
      'info',
    ]);
  });

  it('should read what is consumed of Kafka, and refuse what contradicts itself', () => {
    const kafka = { KAFKA_BROKERS: 'a:9092, b:9092', ANOMALIES_KAFKA_TOPICS: 'logs:json,syslog' };
    expect(loadConfig(kafka)).toMatchObject({
      kafkaBrokers: ['a:9092', 'b:9092'],
      kafkaTopics: ['logs:json', 'syslog'],
      kafkaGroup: 'anomalies',
      kafkaSasl: 'none',
    });
    const faults = (more: NodeJS.ProcessEnv) => faultsOf({ ...kafka, ...more }).join();
    expect(faults({ KAFKA_BROKERS: '' })).toMatch(/KAFKA_BROKERS is not: say where Kafka answers/);
    expect(faults({ KAFKA_BROKERS: 'no-port' })).toMatch(/KAFKA_BROKERS is "no-port": give up to/);
    expect(faults({ ANOMALIES_KAFKA_TOPICS: 'logs:xml' })).toMatch(/with :json or :raw/);
    expect(faults({ ANOMALIES_KAFKA_TOPICS: 'logs:json,logs' })).toMatch(/names a topic twice/);
    expect(faults({ ANOMALIES_KAFKA_OUTPUT_TOPIC: 'logs' })).toMatch(/would come back/);
    expect(faults({ ANOMALIES_KAFKA_DEAD_LETTER_TOPIC: 'syslog' })).toMatch(/would come back/);
    expect(faults({ ELASTICSEARCH_URL: 'none' })).toMatch(/no Elasticsearch to write to/);
    expect(faults({ KAFKA_SASL_MECHANISM: 'PLAIN' })).toMatch(/KAFKA_SASL_SECRET, too/);
    expect(faults({ KAFKA_KEY: '/key.pem' })).toMatch(/only one is set/);
  });

  it('should read secrets from the files that _FILE names, and only secrets', () => {
    const file = path.join(dir, 'secret');
    writeFileSync(file, 'a-key-of-16-chars, another-key-of-16\n');
    const env = { ANOMALIES_SIDECAR_KEYS_FILE: file, ELASTICSEARCH_URL_FILE: file };
    const config = loadConfig(env);
    expect(config.keys).toEqual(['a-key-of-16-chars', 'another-key-of-16']);
    expect(config.elasticsearchUrl).toBe('http://127.0.0.1:9200');
    expect(loadConfig({ ...env, ANOMALIES_SIDECAR_KEYS: 'a-key-that-wins-here' }).keys).toEqual([
      'a-key-that-wins-here',
    ]);
  });

  it('should refuse a file of a secret that is missing, empty or holds no such secret', () => {
    const file = path.join(dir, 'secret');
    expect(faultsOf({ ELASTICSEARCH_API_KEY_FILE: file })).toEqual([
      expect.stringMatching(
        /^ELASTICSEARCH_API_KEY_FILE names a file that cannot be read: .*no such file.*secret'\.$/,
      ),
    ]);
    writeFileSync(file, ' \n');
    expect(faultsOf({ ELASTICSEARCH_API_KEY_FILE: file })).toEqual([
      `ELASTICSEARCH_API_KEY_FILE names ${file}, which is empty.`,
    ]);
    writeFileSync(file, 'short');
    expect(faultsOf({ ANOMALIES_SIDECAR_KEYS_FILE: file })).toEqual([
      'ANOMALIES_SIDECAR_KEYS is not valid: give up to 20 keys of 16 to 1000 characters.',
    ]);
  });

  it('should take an empty variable for one that is left out', () => {
    expect(loadConfig({ ANOMALIES_PORT: '' }).port).toBe(8585);
  });

  it('should name option, value and range of every fault at once', () => {
    expect(
      faultsOf({
        ANOMALIES_PORT: '99999',
        ANOMALIES_BATCH_SIZE: 'many',
        ANOMALIES_LOG_LEVEL: 'loud',
        ANOMALIES_AUTO_FOLLOW: 'maybe',
        ELASTICSEARCH_URL: 'localhost:9200',
      }),
    ).toEqual(
      [
        'ANOMALIES_PORT is "99999": give a whole number from 0 to 65535.',
        'ELASTICSEARCH_URL is "localhost:9200": give an http:// or https:// address, or none.',
        'ANOMALIES_AUTO_FOLLOW is "maybe": give true or false.',
        'ANOMALIES_BATCH_SIZE is "many": give a whole number from 100 to 10000.',
        'ANOMALIES_LOG_LEVEL is "loud": give one of fatal, error, warn, info, debug, trace, silent.',
      ].sort((a, b) => order(a) - order(b)),
    );
  });

  it('should name the file and the option of a fault in the file', () => {
    const file = fileWith('{ "port": "x", "prot": 1 }');
    expect(faultsOf({ ANOMALIES_CONFIG: file })).toEqual([
      `${file}: there is no option "prot". Remove it or correct its name.`,
      `port in ${file} is "x": give a whole number from 0 to 65535.`,
    ]);
    expect(faultsOf({ ANOMALIES_CONFIG: fileWith('{') })[0]).toContain('cannot be read');
    expect(faultsOf({ ANOMALIES_CONFIG: fileWith('[]') })[0]).toContain('must hold a JSON object');
    expect(faultsOf({ ANOMALIES_CONFIG: path.join(dir, 'none') })[0]).toContain('ENOENT');
  });

  it('should refuse to listen beyond loopback without a key', () => {
    expect(faultsOf({ ANOMALIES_HOST: '0.0.0.0' })[0]).toContain('ANOMALIES_SIDECAR_KEYS');
    const keys = 'a-long-enough-key-1, a-long-enough-key-2';
    const config = loadConfig({ ANOMALIES_HOST: '0.0.0.0', ANOMALIES_SIDECAR_KEYS: keys });
    expect(config.keys).toEqual(['a-long-enough-key-1', 'a-long-enough-key-2']);
  });

  it('should never show a secret', () => {
    expect(faultsOf({ ANOMALIES_SIDECAR_KEYS: 'short' })).toEqual([
      'ANOMALIES_SIDECAR_KEYS is not valid: give up to 20 keys of 16 to 1000 characters.',
    ]);
  });

  it('should refuse half credentials and two kinds of them', () => {
    expect(faultsOf({ ELASTICSEARCH_USERNAME: 'u' })[0]).toContain('only one is set');
    expect(
      faultsOf({
        ELASTICSEARCH_USERNAME: 'u',
        ELASTICSEARCH_PASSWORD: 'p',
        ELASTICSEARCH_API_KEY: 'k',
      })[0],
    ).toContain('both set');
  });
});

/** Faults come in the order of the options. */
function order(fault: string): number {
  return describeOptions().findIndex(({ env }) => fault.startsWith(env));
}

describe('describeOptions', () => {
  it('should document every option with a variable of its own, a range and a sentence', () => {
    const options = describeOptions();
    expect(new Set(options.map(({ env }) => env)).size).toBe(options.length);
    for (const { env, description, range } of options) {
      expect(env).toMatch(/^(ANOMALIES|ELASTICSEARCH|KAFKA)_[A-Z_]+$/);
      expect(description).toMatch(/\.$/);
      expect(range).not.toBe('');
    }
    expect(options.filter(({ secret }) => secret).map(({ env }) => env)).toEqual([
      'ANOMALIES_SIDECAR_KEYS',
      'ANOMALIES_TLS_KEY_PASSPHRASE',
      'ELASTICSEARCH_PASSWORD',
      'ELASTICSEARCH_API_KEY',
    ]);
  });
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1'])('should know %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.org'])('should not take %s', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});

describe('configurationMarkdown', () => {
  it('should be what docs/configuration.md says', () => {
    const file = path.join(__dirname, '../../../docs/configuration.md');
    // Where this fails: npx tsx sidecar/config_markdown.ts > docs/configuration.md
    expect(readFileSync(file, 'utf8')).toBe(configurationMarkdown());
  });
});
