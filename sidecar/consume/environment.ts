import type { Client } from '@elastic/elasticsearch';
import type { Config } from '../config';
import type { RetryOptions } from '../elasticsearch/retry';
import type { Secrets } from '../notify/secrets';
import type { CheckpointStore, LabelStore, ModelStore } from '../store/stores';

/** How long a write is tried again before the claim to its partition is looked at again. */
export const WRITE_GIVE_UP_MS = 60_000;

/** What the consumption of Kafka works with. */
export interface ConsumeEnvironment {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly client: Client;
  readonly models: ModelStore;
  readonly labels: LabelStore;
  readonly checkpoints: CheckpointStore;
  /** Ends the consumption at the next clean point. */
  readonly signal: AbortSignal;
  /** For what may take as long as it takes. */
  readonly retry: RetryOptions;
}

/** The name under which a group's checkpoints and results stand. */
export function consumeKey(group: string): string {
  return `consume:${group}`;
}
