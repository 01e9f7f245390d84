import type { Config } from '../config';
import { createClient } from '../elasticsearch/client';
import type { Secrets } from '../notify/secrets';
import { createStores } from '../store/elasticsearch';
import { WRITE_GIVE_UP_MS, type ConsumeEnvironment } from './environment';

/** What the consumption works with, on a connection to Elasticsearch of its own; whoever opens it closes its client. */
export function openEnvironment(
  config: Config,
  secrets: Secrets,
  signal: AbortSignal,
): ConsumeEnvironment {
  const client = createClient(config);
  // Messages wait in Kafka: whoever gave up would be missed at the worst moment.
  const retry = { signal, giveUpAfterMs: Infinity };
  // No signal: a batch that is being written is noted, too, before all ends.
  const stores = createStores(client, { giveUpAfterMs: WRITE_GIVE_UP_MS });
  return { config, secrets, client, ...stores, signal, retry };
}
