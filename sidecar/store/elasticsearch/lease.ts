import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import { STATE_INDICES } from '../../../common/indices';
import { isConflict } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { LEASE_EXPIRY_MS, nowMs, type LeaseMeter } from './lease_meter';

const INDEX = STATE_INDICES.checkpoints;
const ID = 'lease:jobs';
const RENEW_INTERVAL_MS = 2_500;
const POLL_INTERVAL_MS = 1_000;

/** Who runs the jobs. */
export interface LeaseHolder {
  holder: string;
  host: string;
  pid: number;
  /** Where process numbers mean the same: the machine, or the container. */
  scope: string;
  renewed_at: string;
}

interface Version {
  seqNo: number;
  term: number;
}

/**
 * The right to run jobs, which one sidecar of an Elasticsearch has at a time: two that write the results of the same
 * lines could not keep each line counted once. Whoever stops renewing it loses it.
 */
export class JobLease {
  private readonly id = randomUUID();
  private held: Version | null = null;

  constructor(
    private readonly client: Client,
    private readonly retry: RetryOptions,
    private readonly meter: LeaseMeter,
  ) {}

  /** Waits until it is this process's. `onWait` is told who has it. @throws the reason of the signal */
  async acquire(signal: AbortSignal, onWait: (holder: LeaseHolder) => void): Promise<void> {
    let seen: { version: Version; sinceMs: number } | null = null;
    for (;;) {
      signal.throwIfAborted();
      const current = await this.read();
      if (!current) {
        if (await this.write(null)) return;
        continue;
      }
      const isSame = seen?.version.seqNo === current.version.seqNo;
      if (!seen || !isSame) seen = { version: current.version, sinceMs: performance.now() };
      // Times of other machines are not compared: it counts how long this one saw no renewal.
      const isExpired = performance.now() - seen.sinceMs >= LEASE_EXPIRY_MS;
      if (isExpired || isDead(current.holder)) {
        if (await this.write(current.version)) return;
        continue;
      }
      onWait(current.holder);
      await delay(POLL_INTERVAL_MS, undefined, { signal });
    }
  }

  /** Renews it until another has it (resolves) or the signal ends it (resolves, too). */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.held) {
      await delay(RENEW_INTERVAL_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        if (!(await this.write(this.held))) this.held = null;
      } catch {
        // Elasticsearch does not answer: nobody else can take it either.
      }
    }
  }

  async release(): Promise<void> {
    if (!this.held) return;
    const { seqNo, term } = this.held;
    this.held = null;
    await this.client
      .delete({ index: INDEX, id: ID, if_seq_no: seqNo, if_primary_term: term })
      .catch(() => {});
  }

  private async read(): Promise<{ holder: LeaseHolder; version: Version } | null> {
    const answer = await withRetry(
      () => this.client.get<LeaseHolder>({ index: INDEX, id: ID }, { ignore: [404] }),
      this.retry,
    );
    if (!answer.found || !answer._source) return null;
    const version = { seqNo: answer._seq_no ?? 0, term: answer._primary_term ?? 0 };
    return { holder: answer._source, version };
  }

  /** @returns false where another was faster */
  private async write(over: Version | null): Promise<boolean> {
    const document: LeaseHolder = {
      holder: this.id,
      host: os.hostname(),
      pid: process.pid,
      scope: processScope(),
      renewed_at: new Date().toISOString(),
    };
    const sinceMs = nowMs();
    try {
      const answer = await this.client.index({
        index: INDEX,
        id: ID,
        document,
        ...(over
          ? { if_seq_no: over.seqNo, if_primary_term: over.term }
          : { op_type: 'create' as const }),
      });
      this.held = { seqNo: answer._seq_no ?? 0, term: answer._primary_term ?? 0 };
      this.meter.renewed(sinceMs);
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }
}

/** A holder beside this process that is gone, or had the number before that this process has now. */
function isDead({ scope, pid }: LeaseHolder): boolean {
  if (scope !== processScope()) return false;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function processScope(): string {
  try {
    return `${os.hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // No Linux, and so no containers that share a host name.
    return os.hostname();
  }
}
