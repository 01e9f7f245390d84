import type { Client } from '@elastic/elasticsearch';
import type { RetentionPreview, RetentionRun } from '../../common/api/settings/retention';
import type { RetentionSettings } from '../../common/api/settings/schema';
import { DAILY_INDEX_FAMILIES, type DailyIndexFamily } from '../../common/indices';
import { describeError } from '../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import type { JobManager } from '../jobs/manager';
import type { Logger } from '../logger';
import { deleteOldVersions, oldVersions } from '../schedules/old_versions';
import { SettingsStateStore } from '../store/elasticsearch/settings_state';
import type { ModelStore } from '../store/stores';
import { dailyIndices, isTooOld, type DailyIndex } from './old_indices';

export interface RetentionState {
  last_run: RetentionRun;
  /** Version of the settings that it ran by. */
  settings_version: number;
}

export interface RetentionServiceOptions {
  client: Client;
  models: ModelStore;
  jobs: Pick<JobManager, 'live'>;
  retry: RetryOptions;
  log: Logger;
  /** A model was deleted: nothing is to be scored with it any more. */
  onModelDeleted: (id: string) => void;
}

/** Deletes what is older than the settings say: whole daily indices of the sidecar itself, and versions of models. */
export class RetentionService {
  private readonly states: SettingsStateStore<RetentionState>;

  constructor(private readonly options: RetentionServiceOptions) {
    this.states = new SettingsStateStore(options.client, 'state:retention');
  }

  /** What would be deleted now. */
  async preview(settings: RetentionSettings, nowMs = Date.now()): Promise<RetentionPreview> {
    const families = Object.keys(DAILY_INDEX_FAMILIES) as DailyIndexFamily[];
    return {
      families: await Promise.all(
        families.map(async (family) => {
          const all = await dailyIndices(this.options.client, family, this.options.retry);
          const old = tooOld(all, settings.days[family], nowMs);
          return {
            family,
            indices: all.length,
            too_old: old.length,
            bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
            first_day: isoDay(old.at(0)),
            last_day: isoDay(old.at(-1)),
          };
        }),
      ),
      models: await this.oldModels(settings),
    };
  }

  state(): Promise<RetentionState | null> {
    return this.states.read(this.options.retry);
  }

  /** Deletes now, and notes what became of it. Only for the sidecar that runs the jobs. */
  async run(settings: RetentionSettings, version: number): Promise<RetentionRun> {
    const { log, retry } = this.options;
    const run: RetentionRun = {
      at: new Date().toISOString(),
      indices: 0,
      bytes: 0,
      models: 0,
      error: null,
    };
    try {
      await this.deleteIndices(settings, run);
      await this.deleteModels(settings, run);
    } catch (error) {
      run.error = describeError(error);
      log.warn({ reason: run.error }, 'What is too old was not deleted');
    }
    await this.states.write({ last_run: run, settings_version: version }, retry);
    if (run.indices + run.models > 0) log.info({ ...run }, 'Deleted what was too old');
    return run;
  }

  private async deleteIndices(settings: RetentionSettings, run: RetentionRun): Promise<void> {
    const { client, retry } = this.options;
    for (const family of Object.keys(DAILY_INDEX_FAMILIES) as DailyIndexFamily[]) {
      const all = await dailyIndices(client, family, retry);
      for (const { name, bytes } of tooOld(all, settings.days[family], Date.now())) {
        // By its full name: no wildcard can reach any other index.
        await withRetry(() => client.indices.delete({ index: name }, { ignore: [404] }), retry);
        run.indices++;
        run.bytes += bytes;
      }
    }
  }

  private async deleteModels(settings: RetentionSettings, run: RetentionRun): Promise<void> {
    const keep = settings.model_versions;
    if (keep === undefined) return;
    const { models, onModelDeleted } = this.options;
    for (const name of await this.modelNames()) {
      const deleted = await deleteOldVersions(models, name, keep, this.modelsInUse());
      deleted.forEach(onModelDeleted);
      run.models += deleted.length;
    }
  }

  private async oldModels({ model_versions: keep }: RetentionSettings): Promise<string[]> {
    if (keep === undefined) return [];
    const names = await this.modelNames();
    const old = names.map((name) =>
      oldVersions(this.options.models, name, keep, this.modelsInUse()),
    );
    return (await Promise.all(old)).flat();
  }

  private async modelNames(): Promise<string[]> {
    return [...new Set((await this.options.models.list()).map(({ name }) => name))];
  }

  private modelsInUse(): ReadonlySet<string> {
    const live = this.options.jobs.live();
    return new Set(live.flatMap(({ model }) => (model === null ? [] : [model])));
  }
}

function tooOld(all: readonly DailyIndex[], days: number | undefined, nowMs: number): DailyIndex[] {
  return days === undefined ? [] : all.filter(({ dayMs }) => isTooOld(dayMs, days, nowMs));
}

function isoDay(index: DailyIndex | undefined): string | null {
  return index ? new Date(index.dayMs).toISOString().slice(0, 10) : null;
}
