import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import { describeError } from '../../elasticsearch/errors';
import type { RetryOptions } from '../../elasticsearch/retry';
import type { Logger } from '../../logger';
import { runBulk } from '../../sinks/elasticsearch/bulk';
import { ElasticsearchIncidentStore } from '../../store/elasticsearch/incidents';
import { findIncidents } from '..';
import { changedDays, DAY_MS, MARGIN_MS, readMarks, type Marks } from './marks';
import { readFlagged } from './read_flagged';
import { reconcile } from './reconcile';

const CONFLICT = 409;

export interface IncidentKeeperOptions {
  client: Client;
  retry: RetryOptions;
  log: Logger;
  intervalMs: number;
}

/**
 * Keeps the incidents as the flagged lines have them, day by day (UTC): whatever changed the lines of a day — the
 * follower, a backfill, a verdict, late lines — the incidents that start on it are found anew. Which incident a
 * line belongs to stands in the incident alone (`members`, and the patterns in `events`): the jobs and the
 * verdicts replace anomaly documents whole, and a third writer of them would only make conflicts.
 */
export class IncidentKeeper {
  private marks: Marks = new Map();
  private isFirst = true;

  constructor(private readonly options: IncidentKeeperOptions) {}

  /** Passes now and again until the signal ends it. For whoever may write results, which is one sidecar at a time. */
  async run(signal: AbortSignal): Promise<void> {
    const { log, intervalMs } = this.options;
    while (!signal.aborted) {
      try {
        await this.pass(signal);
      } catch (error) {
        if (!signal.aborted) log.warn({ reason: describeError(error) }, 'Incidents not up to date');
      }
      await delay(intervalMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Brings every day up to date that has changed since the last pass. */
  async pass(signal: AbortSignal): Promise<void> {
    const { client } = this.options;
    const retry = { ...this.options.retry, signal };
    const store = new ElasticsearchIncidentStore(client, retry);
    const marks = await readMarks(client, retry);
    const days = new Set(changedDays(this.marks, marks));
    // Incidents of days that have no lines any more, since nobody ran.
    if (this.isFirst) for (const day of await store.days()) days.add(day);
    let isDone = true;
    for (const day of days) isDone = (await this.bringUpToDate(day, store, retry)) && isDone;
    if (!isDone) return;
    this.marks = marks;
    this.isFirst = false;
  }

  /** @returns false where somebody judged an incident meanwhile: the next pass tries again */
  private async bringUpToDate(
    dayMs: number,
    store: ElasticsearchIncidentStore,
    retry: RetryOptions,
  ): Promise<boolean> {
    const { client, log } = this.options;
    const endMs = dayMs + DAY_MS;
    const lines = await readFlagged(client, dayMs - MARGIN_MS, endMs + MARGIN_MS, retry);
    const found = findIncidents(lines).filter(({ incident }) => {
      const startMs = Date.parse(incident.start);
      return startMs >= dayMs && startMs < endMs;
    });
    const operations = reconcile(found, await store.startingIn(dayMs, endMs));
    if (operations.length === 0) return true;
    retry.signal?.throwIfAborted();
    const writes = operations.filter(({ kind }) => kind !== 'delete');
    const deletes = operations.filter(({ kind }) => kind === 'delete');
    const options = { retry, refresh: true };
    // A former id leads to its heir as soon as it is gone: the heir has to be visible first.
    const { failures } = await runBulk(client, writes, options);
    const gone = await runBulk(client, deletes, options);
    failures.push(...gone.failures);
    const refused = failures.filter(({ status }) => status !== CONFLICT);
    if (refused.length > 0) {
      throw new Error(`${refused.length} incidents were not written: ${refused[0].reason}`);
    }
    log.debug({ day: new Date(dayMs).toISOString(), written: operations.length }, 'Incidents kept');
    return failures.length === 0;
  }
}
