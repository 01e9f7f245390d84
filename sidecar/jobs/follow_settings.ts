import { isDeepStrictEqual } from 'node:util';
import type { Client } from '@elastic/elasticsearch';
import type { RetryOptions } from '../elasticsearch/retry';
import { fieldMapping } from '../field_mapping';
import type { SettingsService } from '../settings/settings_service';
import type { CheckpointStore } from '../store/stores';
import { handOverFollow } from './hand_over';
import type { JobManager } from './manager';

export interface FollowSettingsOptions {
  client: Client;
  jobs: JobManager;
  settings: SettingsService;
  checkpoints: CheckpointStore;
  retry: RetryOptions;
}

/**
 * Lets the follower work with the settings as they are now. It is stopped at a clean point and started anew, as it would
 * be by a restart of the sidecar. To be called by the sidecar that runs the jobs, one call after another.
 */
export async function followSettings(options: FollowSettingsOptions): Promise<void> {
  const { client, jobs, settings, checkpoints, retry } = options;
  const follower = jobs.follower();
  const running = jobs.followerConfig();
  if (!follower || !running) return;
  const config = settings.config();
  const index = String(follower.request.index);
  const startedUnder = Number(follower.request.settings_version ?? 0);
  // One that was started with a pattern of its own since then keeps it.
  const isOtherPattern =
    settings.current.pattern_version > startedUnder && index !== config.sourcePattern;
  const isOtherMapping = !isDeepStrictEqual(fieldMapping(running), fieldMapping(config));
  if (!isOtherPattern && !isOtherMapping) return;
  const paused = await jobs.pauseFollower();
  if (!paused) return;
  try {
    if (!isOtherPattern) return await jobs.goOn(paused);
    await handOverFollow({ client, checkpoints, retry }, index, config.sourcePattern);
    const user = settings.current.changed.sources?.by ?? undefined;
    await jobs.goOn(paused, { type: 'follow', index: config.sourcePattern, user });
  } catch (error) {
    // Rather the pattern of before than none; the next look tries again.
    await jobs.goOn(paused);
    throw error;
  }
}
