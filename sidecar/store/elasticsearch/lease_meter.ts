/** Without a renewal for so long, the others take the holder for dead. */
export const LEASE_EXPIRY_MS = 10_000;
/** A write that begins so long before that has arrived when another takes over. */
const WRITE_MARGIN_MS = 2_000;

/**
 * How old the last renewal of the lease is, by a clock that all threads of the process share and that goes on while the
 * process is stopped: after that, another sidecar may run the jobs, and this one must not write any more.
 */
export class LeaseMeter {
  private readonly renewedAt: BigInt64Array;

  /** @param memory of the meter of another thread, to see the same */
  constructor(readonly memory = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT)) {
    this.renewedAt = new BigInt64Array(memory);
  }

  /** To be called with the time from before the request that renewed it. */
  renewed(sinceMs: number): void {
    Atomics.store(this.renewedAt, 0, BigInt(Math.floor(sinceMs)));
  }

  /** Whether results may be written now. */
  get isFresh(): boolean {
    const renewedAtMs = Number(Atomics.load(this.renewedAt, 0));
    return nowMs() - renewedAtMs < LEASE_EXPIRY_MS - WRITE_MARGIN_MS;
  }
}

/** Milliseconds of a clock that is the same in all threads, never set, and no time of day. */
export const nowMs = () => Number(process.hrtime.bigint() / 1_000_000n);
