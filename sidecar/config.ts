import { readFileSync } from 'node:fs';
import type { Option } from './config_options';
import { OPTIONS } from './options';

type Options = typeof OPTIONS;
export type Config = {
  -readonly [K in keyof Options]: Options[K] extends Option<infer T> ? T : never;
};

/** The environment variable with the path of the configuration file. */
export const CONFIG_FILE_VARIABLE = 'ANOMALIES_CONFIG';

/** Behind the variable of a secret: names a file that holds it, as containers and systemd hand secrets over. */
export const SECRET_FILE_SUFFIX = '_FILE';

/** What is wrong with the configuration, every fault on its own line. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Reads the configuration: a variable of the environment wins over the file, the file over the default.
 * An empty variable counts as left out. A secret may stand in a file that a variable of its name and _FILE names.
 * @throws ConfigError naming every option that is wrong, its value and what is allowed
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const path = env[CONFIG_FILE_VARIABLE];
  const file = path ? readConfigFile(path) : {};
  const faults = Object.keys(file)
    .filter((name) => !Object.hasOwn(OPTIONS, name))
    .map((name) => `${path}: there is no option "${name}". Remove it or correct its name.`);
  const secretOfFile = (variable: string) => {
    const result = readSecretFile(variable + SECRET_FILE_SUFFIX, env);
    if (result.fault) faults.push(result.fault);
    return result.secret;
  };
  const config: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(OPTIONS)) {
    const fromEnv = env[option.env] || (option.secret ? secretOfFile(option.env) : undefined);
    const given = fromEnv ?? file[name];
    const result = option.schema.safeParse(given);
    if (result.success) config[name] = result.data;
    else {
      const where = fromEnv === undefined ? `${name} in ${path}` : option.env;
      const shown = option.secret ? 'is not valid' : `is ${JSON.stringify(given)}`;
      faults.push(`${where} ${shown}: give ${option.range}.`);
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return refuseContradictions(config as Config);
}

function readSecretFile(
  variable: string,
  env: NodeJS.ProcessEnv,
): { secret?: string; fault?: string } {
  const path = env[variable];
  if (!path) return {};
  try {
    const secret = readFileSync(path, 'utf8').trim();
    return secret ? { secret } : { fault: `${variable} names ${path}, which is empty.` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { fault: `${variable} names a file that cannot be read: ${reason}.` };
  }
}

function readConfigFile(path: string): Record<string, unknown> {
  const wayOut = `Correct it, or clear ${CONFIG_FILE_VARIABLE}.`;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError([`The configuration file ${path} cannot be read: ${reason}. ${wayOut}`]);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new ConfigError([`The configuration file ${path} must hold a JSON object. ${wayOut}`]);
  }
  return content as Record<string, unknown>;
}

function refuseContradictions(config: Config): Config {
  const faults: string[] = [];
  if (!isLoopback(config.host) && config.keys.length === 0) {
    faults.push(
      `${OPTIONS.host.env} is "${config.host}", which others can reach, and there is no key: ` +
        `set ${OPTIONS.keys.env} to a long random text, or listen on 127.0.0.1.`,
    );
  }
  if (config.elasticsearchApiKey && config.elasticsearchUsername) {
    faults.push(
      `${OPTIONS.elasticsearchApiKey.env} and ${OPTIONS.elasticsearchUsername.env} are both set: give one of them.`,
    );
  }
  if (Boolean(config.elasticsearchUsername) !== Boolean(config.elasticsearchPassword)) {
    faults.push(onlyOneOf(OPTIONS.elasticsearchUsername.env, OPTIONS.elasticsearchPassword.env));
  }
  if (Boolean(config.elasticsearchCertificate) !== Boolean(config.elasticsearchKey)) {
    faults.push(onlyOneOf(OPTIONS.elasticsearchCertificate.env, OPTIONS.elasticsearchKey.env));
  }
  if (Boolean(config.healthCertificate) !== Boolean(config.healthKey)) {
    faults.push(onlyOneOf(OPTIONS.healthCertificate.env, OPTIONS.healthKey.env));
  }
  faults.push(...kafkaContradictions(config));
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

function* kafkaContradictions(config: Config): Generator<string> {
  const { kafkaBrokers, kafkaTopics, kafkaOutputTopic, kafkaDeadLetterTopic } = OPTIONS;
  if (config.kafkaTopics.length > 0 && config.kafkaBrokers.length === 0) {
    yield `${kafkaTopics.env} is set and ${kafkaBrokers.env} is not: say where Kafka answers.`;
  }
  if (config.kafkaTopics.length > 0 && config.elasticsearchUrl === 'none') {
    yield `${kafkaTopics.env} is set, but there is no Elasticsearch to write to: set ${OPTIONS.elasticsearchUrl.env}.`;
  }
  const names = config.kafkaTopics.map((topic) => topic.split(':')[0]);
  if (new Set(names).size < names.length) {
    yield `${kafkaTopics.env} names a topic twice: give each once.`;
  }
  const { kafkaOutputTopic: output, kafkaDeadLetterTopic: dead } = config;
  for (const [option, name] of [
    [kafkaOutputTopic.env, output],
    [kafkaDeadLetterTopic.env, dead],
  ]) {
    if (name && names.includes(name)) {
      yield `${option} is "${name}", which is consumed: what is written there would come back. Name another topic.`;
    }
  }
  const needsUser = config.kafkaSasl !== 'none';
  if (needsUser && !(config.kafkaSaslUsername && config.kafkaSaslSecret)) {
    yield `${OPTIONS.kafkaSasl.env} is ${config.kafkaSasl}: set ${OPTIONS.kafkaSaslUsername.env} and ${OPTIONS.kafkaSaslSecret.env}, too.`;
  }
  if (Boolean(config.kafkaCertificate) !== Boolean(config.kafkaKey)) {
    yield onlyOneOf(OPTIONS.kafkaCertificate.env, OPTIONS.kafkaKey.env);
  }
}

const onlyOneOf = (one: string, other: string) =>
  `Of ${one} and ${other} only one is set: give both or none.`;

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

export interface OptionDescription {
  name: string;
  env: string;
  description: string;
  range: string;
  defaultText: string;
  secret: boolean;
}

/** Every option in words, in the order of the documentation that is made from it. */
export function describeOptions(): OptionDescription[] {
  return Object.entries(OPTIONS).map(([name, option]) => ({
    name,
    env: option.env,
    description: option.description,
    range: option.range,
    defaultText: option.defaultText,
    secret: option.secret,
  }));
}
