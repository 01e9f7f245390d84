import { Client, type ClientOptions } from '@elastic/elasticsearch';
import type { Config } from '../config';
import { ConfigError } from '../config';
import { OPTIONS } from '../options';
import { readPem } from '../pem_file';

/** The parts of the configuration that say how Elasticsearch is reached. */
export type ConnectionConfig = Pick<
  Config,
  | 'elasticsearchUrl'
  | 'elasticsearchUsername'
  | 'elasticsearchPassword'
  | 'elasticsearchApiKey'
  | 'elasticsearchCa'
  | 'elasticsearchCertificate'
  | 'elasticsearchKey'
  | 'requestTimeoutMs'
  | 'maxResponseBytes'
>;

/** Whether the sidecar works with an Elasticsearch at all. */
export function hasElasticsearch(config: Pick<Config, 'elasticsearchUrl'>): boolean {
  return config.elasticsearchUrl !== 'none';
}

/**
 * A client of the configured Elasticsearch. It tries nothing again by itself: withRetry does, which can be
 * cancelled and says what it waits for.
 * @throws ConfigError where the certificate file cannot be read or an address is malformed
 */
export function createClient(config: ConnectionConfig): Client {
  const options: ClientOptions = {
    nodes: config.elasticsearchUrl.split(','),
    maxRetries: 0,
    requestTimeout: config.requestTimeoutMs,
    maxResponseSize: config.maxResponseBytes,
    // A node that failed is asked again at once: there may be only the one.
    resurrectStrategy: 'optimistic',
    // A log line may well have a field named __proto__, and must not stop the reading of all others.
    disablePrototypePoisoningProtection: true,
  };
  if (config.elasticsearchApiKey) options.auth = { apiKey: config.elasticsearchApiKey };
  else if (config.elasticsearchUsername) {
    options.auth = {
      username: config.elasticsearchUsername,
      password: config.elasticsearchPassword ?? '',
    };
  }
  const tls = {
    ca: readPem('elasticsearchCa', config.elasticsearchCa),
    cert: readPem('elasticsearchCertificate', config.elasticsearchCertificate),
    key: readPem('elasticsearchKey', config.elasticsearchKey),
  };
  if (Object.values(tls).some((pem) => pem !== undefined)) options.tls = tls;
  try {
    return new Client(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError([
      `${OPTIONS.elasticsearchUrl.env} cannot be used: ${reason}. Give ${OPTIONS.elasticsearchUrl.range}.`,
    ]);
  }
}
