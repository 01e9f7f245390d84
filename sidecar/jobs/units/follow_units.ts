import type { TrainedPipeline } from '../../pipeline';
import type { JobEnvironment } from '../environment';
import { newestTimeMs } from '../follow_lag';
import { areLive } from './live_logs';
import { UnitPass } from './unit_pass';

/** How often windows and sessions are looked at. */
const INTERVAL_MS = 15_000;
/** How far a follower that begins anew reads back, so that sessions that are open have their first lines. */
const LOOK_BACK_MS = 3_600_000;

/** Judges windows and sessions as they end, behind the follower of lines. */
export class FollowUnits {
  private pass: UnitPass | null = null;
  private askedAtMs = -Infinity;

  constructor(
    private readonly env: JobEnvironment,
    private readonly pattern: string,
    private readonly modelId: string,
    private readonly pipeline: TrainedPipeline,
    private readonly onRefused: (reason: string) => void,
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
    const reachedMs = (areLive(newestMs) ? Date.now() : newestMs) - env.config.lateLinesMs;
    this.pass ??= await this.start(reachedMs);
    if (!this.pass.isUseful) return;
    try {
      await this.pass.advance(reachedMs, false, answerLabels);
    } catch (error) {
      // It has taken in some of the lines: the next try begins where the last one that succeeded ended.
      this.pass = null;
      throw error;
    }
  }

  private async start(reachedMs: number): Promise<UnitPass> {
    const { env, pattern, modelId, pipeline, onRefused } = this;
    const resumed = await UnitPass.resume(env, pattern, modelId, pipeline, onRefused);
    if (resumed) return resumed;
    const fresh = { doneMs: reachedMs, resumeFromMs: reachedMs - LOOK_BACK_MS };
    const pass = new UnitPass(env, pattern, modelId, pipeline, fresh, onRefused);
    await pass.savePosition();
    return pass;
  }
}
