import type { TrainedPipeline } from '../../pipeline';
import type { JobEnvironment } from '../environment';
import { newestTimeMs } from '../follow_lag';
import { UnitPass } from './unit_pass';

/** How often windows and sessions are looked at. */
const INTERVAL_MS = 15_000;
/** How far a follower that begins anew reads back, so that sessions that are open have their first lines. */
const LOOK_BACK_MS = 3_600_000;
/** Logs without a newer line are not live: time stands still in them, and nothing is missed. */
const STALE_MS = 24 * 3_600_000;

/** Judges windows and sessions as they end, behind the follower of lines. */
export class FollowUnits {
  private pass: UnitPass | null = null;
  private askedAtMs = -Infinity;

  constructor(
    private readonly env: JobEnvironment,
    private readonly pattern: string,
    private readonly modelId: string,
    private readonly pipeline: TrainedPipeline,
  ) {}

  /**
   * Looks at what has ended, where it is time to. Lines may be late by `lateLinesMs`.
   * @param answerLabels is called after each page, so that labels do not wait for a long reading
   */
  async round(answerLabels: () => Promise<void>): Promise<void> {
    const { env, pattern } = this;
    if (performance.now() - this.askedAtMs < INTERVAL_MS) return;
    this.askedAtMs = performance.now();
    const newestMs = await newestTimeMs(env, pattern);
    if (!Number.isFinite(newestMs)) return;
    const isLive = newestMs > Date.now() - STALE_MS;
    const reachedMs = (isLive ? Date.now() : newestMs) - env.config.lateLinesMs;
    this.pass ??= await this.start(reachedMs);
    if (!this.pass.isUseful) return;
    await this.pass.advance(reachedMs, false, answerLabels);
  }

  private async start(reachedMs: number): Promise<UnitPass> {
    const { env, pattern, modelId, pipeline } = this;
    const resumed = await UnitPass.resume(env, pattern, modelId, pipeline);
    const fresh = { doneMs: reachedMs, resumeFromMs: reachedMs - LOOK_BACK_MS };
    return resumed ?? new UnitPass(env, pattern, modelId, pipeline, fresh);
  }
}
