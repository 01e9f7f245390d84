import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../elasticsearch/errors';
import type { Logger } from '../logger';
import type { SettingsService } from '../settings/settings_service';
import type { RetentionService, RetentionState } from './retention_service';

/** How often it is looked whether it is time. */
const LOOK_INTERVAL_MS = 2_000;
const DAY_MS = 86_400_000;

export interface RetentionRunnerOptions {
  settings: SettingsService;
  retention: RetentionService;
  log: Logger;
}

/** Deletes what is too old once a day, and as soon as somebody changes what that means. */
export class RetentionRunner {
  /** As it was written last; undefined before it was asked for. */
  private state: RetentionState | null | undefined;

  constructor(private readonly options: RetentionRunnerOptions) {}

  /** Runs until the signal ends it. To be called by the sidecar that runs the jobs only. */
  async run(signal: AbortSignal): Promise<void> {
    this.state = undefined;
    while (!signal.aborted) {
      try {
        await this.look(Date.now());
      } catch (error) {
        if (signal.aborted) return;
        this.options.log.warn({ reason: describeError(error) }, 'Retention is tried again');
      }
      await delay(LOOK_INTERVAL_MS, undefined, { signal }).catch(() => {});
    }
  }

  private async look(nowMs: number): Promise<void> {
    const { settings, retention } = this.options;
    const { values, changed } = settings.current;
    const { days, model_versions: keep } = values.retention;
    if (Object.keys(days).length === 0 && keep === undefined) return;
    this.state ??= await retention.state();
    const version = changed.retention?.version ?? 0;
    const lastMs = this.state ? Date.parse(this.state.last_run.at) : -Infinity;
    const isAsked = this.state?.settings_version !== version;
    if (!isAsked && nowMs - lastMs < DAY_MS) return;
    const last_run = await retention.run(values.retention, version);
    this.state = { last_run, settings_version: version };
  }
}
