import type { Request } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config';
import type { Metrics } from '../metrics/metrics';
import { OPTIONS } from '../options';
import { ProblemError } from '../store/stores';
import { networkOf } from './network';

const WINDOW_SECONDS = 60;
const MAX_TRUSTED = 1_000;

type LimitConfig = Pick<Config, 'maxRequestsPerMinute' | 'maxFailedSignInsPerMinute'>;

/** How much each client may ask in a minute. A client is an address, together with the right key that it shows. */
export class ClientLimits {
  private readonly requests: RateLimiterMemory;
  private readonly failures: RateLimiterMemory;
  /** Clients that have shown a right key, the ones seen first in front. */
  private readonly trusted = new Set<string>();

  constructor(
    private readonly config: LimitConfig,
    private readonly metrics: Pick<Metrics, 'limited'>,
  ) {
    const duration = WINDOW_SECONDS;
    this.requests = new RateLimiterMemory({ points: config.maxRequestsPerMinute, duration });
    this.failures = new RateLimiterMemory({ points: config.maxFailedSignInsPerMinute, duration });
  }

  /**
   * Counts a request.
   * @param keyIndex which of the keys it shows; null for none, or a wrong one
   * @throws ProblemError with 429 where there were too many
   */
  async request(request: Request, keyIndex: number | null): Promise<void> {
    const refused = await refusalOf(this.requests, clientOf(request, keyIndex));
    if (!refused) return;
    this.metrics.limited('requests');
    throw tooMany(
      refused,
      `A client may send ${this.config.maxRequestsPerMinute} requests a minute (${OPTIONS.maxRequestsPerMinute.env}). Ask less often.`,
    );
  }

  /**
   * Counts wrong keys. From an address with too many of them only those get in who did before: who guesses is told nothing
   * by a right guess, and a neighbour with a right key is not shut out.
   * @throws ProblemError with 429 where there were too many
   */
  async signIn(request: Request, keyIndex: number | null): Promise<void> {
    const address = addressOf(request);
    const client = clientOf(request, keyIndex);
    if (this.trusted.has(client)) return;
    const refused =
      keyIndex === null
        ? await refusalOf(this.failures, address)
        : await this.failures.get(address).then((found) => (isSpent(found) ? found : null));
    if (refused) {
      this.metrics.limited('failed_sign_ins');
      throw tooMany(
        refused,
        `More than ${this.config.maxFailedSignInsPerMinute} requests a minute from this address have a wrong key (${OPTIONS.maxFailedSignInsPerMinute.env}). Correct the key and wait.`,
      );
    }
    if (keyIndex !== null) this.trust(client);
  }

  private trust(client: string): void {
    this.trusted.add(client);
    if (this.trusted.size <= MAX_TRUSTED) return;
    for (const oldest of this.trusted) {
      this.trusted.delete(oldest);
      return;
    }
  }
}

/** Counts one more. @returns null where that is allowed */
async function refusalOf(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  }
}

const isSpent = (found: RateLimiterRes | null) => found !== null && found.remainingPoints <= 0;

function tooMany({ msBeforeNext }: RateLimiterRes, detail: string): ProblemError {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  return new ProblemError(429, 'too_many_requests', detail, seconds);
}

const clientOf = (request: Request, keyIndex: number | null) =>
  `${addressOf(request)} ${keyIndex ?? '-'}`;

const addressOf = (request: Request) => networkOf(request.socket.remoteAddress ?? '');
