import type { Job } from '../../common/api/jobs/schema';
import type { Label } from '../../common/api/labels/schema';
import type { Model } from '../../common/api/models/schema';

/** Keeps trained models: what a listing shows, and the bytes of the bundle. Versions never change once written. */
export interface ModelStore {
  list(): Promise<Model[]>;
  get(id: string): Promise<Model | null>;
  active(): Promise<Model | null>;
  /** The next free version of a name: 1 for the first. */
  nextVersion(name: string): Promise<number>;
  /** Writes bytes first and the listing last, so that a crash leaves no half model in the list. */
  save(model: Model, bytes: Uint8Array): Promise<void>;
  /** @throws ModelNotFoundError, ModelCorruptError */
  loadBytes(id: string): Promise<Uint8Array>;
  /** Makes it the one active model. @throws ModelNotFoundError */
  activate(id: string): Promise<Model>;
  /** @throws ModelNotFoundError */
  delete(id: string): Promise<void>;
}

export interface LabelStore {
  list(): Promise<Label[]>;
  get(id: string): Promise<Label | null>;
  save(label: Label): Promise<void>;
  delete(id: string): Promise<void>;
}

export interface JobStore {
  list(limit: number): Promise<Job[]>;
  get(id: string): Promise<Job | null>;
  save(job: Job): Promise<void>;
}

/** How far one shard of one source index was scored by one job line (follow, or one backfill). */
export interface Checkpoint {
  /** What the position belongs to: `follow:<pattern>` or `backfill:<job id>`. */
  key: string;
  indexName: string;
  indexUuid: string;
  shard: number;
  /** Every sequence number below this one was scored and written. */
  nextSeqNo: number;
  model: string;
  updatedAt: string;
}

export interface CheckpointStore {
  list(key: string): Promise<Checkpoint[]>;
  save(checkpoint: Checkpoint): Promise<void>;
  deleteAll(key: string): Promise<void>;
}

/** An error that the API answers as problem JSON with this status and code. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

export class ModelNotFoundError extends ProblemError {
  constructor(id: string) {
    super(
      404,
      'model_not_found',
      `There is no model "${id}". GET /v1/models lists those there are.`,
    );
  }
}

export class ModelCorruptError extends ProblemError {
  constructor(id: string, why: string) {
    super(
      409,
      'model_corrupt',
      `Model "${id}" cannot be loaded: ${why}. Train it anew or activate another version.`,
    );
  }
}

export class NoActiveModelError extends ProblemError {
  constructor() {
    super(
      409,
      'no_active_model',
      'No model is active. Train one first, or activate one of /v1/models.',
    );
  }
}
