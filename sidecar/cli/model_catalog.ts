import path from 'node:path';
import { modelListSchema, modelSchema, type Model } from '../../common/api/models/schema';
import {
  thresholdResponseSchema,
  type ThresholdRequest,
} from '../../common/api/models/threshold_schema';
import { ScoreCurve } from '../../common/score_counts';
import { FileModelStore } from '../store/file/models';
import type { ModelStore } from '../store/stores';
import { chooseThreshold, NOTHING_SCORED } from '../thresholds/choose_threshold';
import { CliError } from './cli_error';
import type { CliContext } from './context';
import type { SidecarClient } from './sidecar_client';

export const MODELS_DIR_VARIABLE = 'ANOMALIES_MODELS_DIR';
export const DEFAULT_MODELS_DIR = '.anomalies/models';

/** Models that the command line can list and manage: those in a folder, or the sidecar's. */
export interface ModelCatalog {
  list(): Promise<Model[]>;
  /** @throws CliError where there is none of this id */
  get(id: string): Promise<Model>;
  activate(id: string): Promise<Model>;
  /** Activates the model that was active before, of a name where one is given. @throws CliError, ProblemError */
  rollBack(name?: string): Promise<Model>;
  /** @throws CliError where there is none of this id */
  setThreshold(id: string, request: ThresholdRequest): Promise<Model>;
  delete(id: string): Promise<void>;
}

/** The folder of the models: the option, else the environment, else `.anomalies/models` here. */
export function modelsDir(context: CliContext, option: string | undefined): string {
  const dir = option ?? (context.env[MODELS_DIR_VARIABLE] || DEFAULT_MODELS_DIR);
  return path.resolve(context.cwd, dir);
}

export function openFileStore(context: CliContext, option: string | undefined): ModelStore {
  return new FileModelStore(modelsDir(context, option));
}

/**
 * The model that the user means: an id, or a name, of which the newest version is taken; without either
 * the active one. Null where none was named and none is active.
 * @throws CliError where the named one is not there
 */
export async function findModel(
  store: ModelStore,
  nameOrId: string | undefined,
): Promise<Model | null> {
  if (nameOrId === undefined) return store.active();
  const models = await store.list();
  const newest = models
    .filter((model) => model.name === nameOrId)
    .reduce<Model | null>((a, b) => (a === null || b.version > a.version ? b : a), null);
  const found = models.find((model) => model.id === nameOrId) ?? newest;
  if (!found) throw new CliError(unknownModel(nameOrId, models));
  return found;
}

function unknownModel(id: string, models: readonly Model[]): string {
  const known =
    models.length === 0
      ? 'There are none yet: anomalies train makes one.'
      : `There ${models.length === 1 ? 'is' : 'are'} ${models
          .slice(0, 10)
          .map((model) => model.id)
          .join(', ')}.`;
  return `There is no model "${id}". ${known}`;
}

export class FileCatalog implements ModelCatalog {
  constructor(private readonly store: ModelStore) {}

  list(): Promise<Model[]> {
    return this.store.list();
  }

  async get(id: string): Promise<Model> {
    return (await findModel(this.store, id)) as Model;
  }

  async activate(id: string): Promise<Model> {
    return this.store.activate((await this.get(id)).id);
  }

  rollBack(name?: string): Promise<Model> {
    return this.store.rollBack(name);
  }

  async setThreshold(id: string, request: ThresholdRequest): Promise<Model> {
    const model = await this.get(id);
    const threshold = chooseThreshold(request, model, new ScoreCurve(NOTHING_SCORED));
    const budget = request.alert_budget_per_day ?? model.alert_budget_per_day;
    return this.store.setThreshold(model.id, threshold, budget);
  }

  async delete(id: string): Promise<void> {
    // A name would be the newest version of it: deleting wants the exact one.
    const models = await this.store.list();
    if (!models.some((model) => model.id === id)) throw new CliError(unknownModel(id, models));
    await this.store.delete(id);
  }
}

export class SidecarCatalog implements ModelCatalog {
  constructor(
    private readonly client: SidecarClient,
    /** Is told what the sidecar says beside its answer. */
    private readonly onNote: (sentence: string) => void,
  ) {}

  async list(): Promise<Model[]> {
    return (await this.client.get('/v1/models', modelListSchema)).models;
  }

  get(id: string): Promise<Model> {
    return this.client.get(`/v1/models/${encodeURIComponent(id)}`, modelSchema);
  }

  activate(id: string): Promise<Model> {
    return this.client.post(`/v1/models/${encodeURIComponent(id)}/activate`, {}, modelSchema);
  }

  rollBack(name?: string): Promise<Model> {
    return this.client.post('/v1/models/rollback', { name }, modelSchema);
  }

  async setThreshold(id: string, request: ThresholdRequest): Promise<Model> {
    const path = `/v1/models/${encodeURIComponent(id)}/threshold`;
    const answer = await this.client.post(path, request, thresholdResponseSchema);
    for (const sentence of answer.sentences) this.onNote(sentence);
    return answer.model;
  }

  delete(id: string): Promise<void> {
    return this.client.delete(`/v1/models/${encodeURIComponent(id)}`);
  }
}
