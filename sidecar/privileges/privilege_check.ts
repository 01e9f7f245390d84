import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Client } from '@elastic/elasticsearch';
import type { PrivilegeStatus } from '../../common/api/status/schema';
import type { Config } from '../config';
import { describeError, isTransient, statusOf } from '../elasticsearch/errors';
import type { RetryOptions } from '../elasticsearch/retry';
import type { Logger } from '../logger';
import { askPrivileges } from './ask';
import { describeExcessive, describeMissing } from './sentences';

/** Roles are changed seldom, and by people who then look whether it helped. */
const INTERVAL_MS = 60_000;
const UNAUTHORIZED = 401;

export interface PrivilegeCheckOptions {
  client: Client;
  config: () => Config;
  retry: RetryOptions;
  log: Logger;
}

/** What the sidecar's account in Elasticsearch may do, against what it has to. */
export class PrivilegeCheck {
  private last: PrivilegeStatus | null = null;
  private askedAbout: string | null = null;

  constructor(private readonly options: PrivilegeCheckOptions) {}

  /** As it was found last; null where it was not asked yet, or could not be. */
  status(): PrivilegeStatus | null {
    return this.last;
  }

  /**
   * Asks where the sources are others than before, or something was lacking.
   * @throws an error that says what is missing, where nothing works without it; the error of Elasticsearch
   */
  async require(): Promise<void> {
    const isKnown = this.last !== null && this.last.indispensable.length === 0;
    if (!isKnown || this.askedAbout !== this.options.config().sourcePattern) {
      await this.ask().catch((error: unknown) => this.goOnWithout(error));
    }
    const { indispensable = [] } = this.last ?? {};
    if (indispensable.length > 0) throw new Error(describeMissing(indispensable));
  }

  /** Asks now and then, and says what has changed. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(INTERVAL_MS, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      await this.ask().catch((error: unknown) => {
        this.options.log.debug({ reason: describeError(error) }, 'Privileges are asked for later');
      });
    }
  }

  /** Something between may let this one request not pass: what is forbidden will show when it is done. */
  private goOnWithout(error: unknown): void {
    if (isTransient(error) || statusOf(error) === UNAUTHORIZED) throw error;
    this.options.log.warn({ reason: describeError(error) }, 'Privileges cannot be asked for');
  }

  private async ask(): Promise<void> {
    const { client, config, retry } = this.options;
    const now = config();
    const before = this.last;
    this.last = await askPrivileges(client, now, retry);
    this.askedAbout = now.sourcePattern;
    if (!isDeepStrictEqual(before, this.last)) this.tell(this.last, before);
  }

  private tell(now: PrivilegeStatus, before: PrivilegeStatus | null): void {
    const { log } = this.options;
    const { security, missing, indispensable, excessive } = now;
    if (security === 'off') {
      log.info('Elasticsearch has no security: whoever reaches it may do anything');
      return;
    }
    if (indispensable.length > 0) log.error(describeMissing(missing));
    else if (missing.length > 0) log.warn(describeMissing(missing));
    else if (before?.missing.length) log.info('The account has all privileges that it needs');
    if (excessive.length > 0) log.warn(describeExcessive(excessive));
  }
}
