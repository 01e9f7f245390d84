import type { Job } from '../../common/api/jobs/schema';
import type { Label } from '../../common/api/labels/schema';
import type { Model } from '../../common/api/models/schema';
import type { Watch } from '../../common/api/patterns/schema';
import type { Schedule } from '../../common/api/schedules/schema';
import type { Settings, SettingsValues } from '../../common/api/settings/schema';

/** Keeps trained models: what a listing shows, and the bytes of the bundle, which never change once written. */
export interface ModelStore {
  list(): Promise<Model[]>;
  get(id: string): Promise<Model | null>;
  active(): Promise<Model | null>;
  /** The next free version of a name: 1 for the first. */
  nextVersion(name: string): Promise<number>;
  /**
   * Writes bytes first and the listing last, so that a crash leaves no half model in the list.
   * @throws ModelExistsError where the version is taken; see {@link saveNextVersion}
   */
  save(model: Model, bytes: Uint8Array): Promise<void>;
  /** @throws ModelNotFoundError, ModelCorruptError */
  loadBytes(id: string): Promise<Uint8Array>;
  /** Makes it the one active model. @throws ModelNotFoundError */
  activate(id: string): Promise<Model>;
  /** Ids of the models that were active before the active one, the last one first; deleted ones are left out. */
  activeBefore(): Promise<string[]>;
  /**
   * Activates the model that was active before the active one, or the last other one of a name; done again, it goes
   * back one further.
   * @throws NoEarlierModelError
   */
  rollBack(name?: string): Promise<Model>;
  /** Notes another threshold and budget in the listing; what training chose stays beside it. @throws ModelNotFoundError */
  setThreshold(id: string, threshold: number, budgetPerDay: number): Promise<Model>;
  /** @throws ModelNotFoundError */
  delete(id: string): Promise<void>;
}

export interface LabelStore {
  list(): Promise<Label[]>;
  get(id: string): Promise<Label | null>;
  /** All of them are there for the next reader. */
  save(labels: readonly Label[]): Promise<void>;
  /** Takes them out of the list; {@link restore} puts them back as they were. @returns those that were there */
  delete(ids: readonly string[]): Promise<Label[]>;
  /** @returns the labels that were put back: those that were deleted, and not too long ago */
  restore(ids: readonly string[]): Promise<Label[]>;
}

export interface WatchStore {
  /** The newest first. */
  list(): Promise<Watch[]>;
  save(watch: Watch): Promise<void>;
  /** @returns what was there; null where nothing was */
  delete(templateId: string): Promise<Watch | null>;
}

export interface JobStore {
  list(limit: number): Promise<Job[]>;
  get(id: string): Promise<Job | null>;
  save(job: Job): Promise<void>;
}

export interface ScheduleStore {
  /** The oldest first. */
  list(): Promise<Schedule[]>;
  get(id: string): Promise<Schedule | null>;
  create(schedule: Schedule): Promise<void>;
  /**
   * Changes a schedule as it is now, whoever else writes it at the same time.
   * @param change may be called again with a newer schedule; null to leave it as it is
   * @returns the schedule as it was written; null where it is gone or was left as it is
   */
  change(id: string, change: (schedule: Schedule) => Schedule | null): Promise<Schedule | null>;
  delete(id: string): Promise<void>;
}

/** What was set in the app, as it is stored. */
export interface StoredSettings {
  version: number;
  values: SettingsValues;
  changed: Settings['changed'];
  /** Version that changed the source pattern last; 0 where none did. */
  pattern_version: number;
}

export interface SettingsStore {
  read(): Promise<StoredSettings | null>;
  /** Writes the next version. @throws SettingsConflictError where another has written one meanwhile */
  write(settings: StoredSettings): Promise<void>;
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
  /** Where a backfill ends (exclusive); null for follow, which does not. */
  endSeqNo: number | null;
  /** Counts since the job line began, so that they are exact after a crash, too. */
  lines: number;
  flagged: number;
  skipped: Record<string, number>;
  /** The model that scored last; empty before the first batch. */
  model: string;
  updatedAt: string;
  /** Of partitions of Kafka only. */
  partition?: PartitionState;
}

/** What a partition of Kafka needs beside its next offset to be gone on with by another process. */
export interface PartitionState {
  /** The process that has it, and the generation of the group that gave it to that one. */
  owner: string;
  generation: number;
  /** First offset of the block of lines that is being counted; see MinuteRollups. */
  blockFrom: number;
  /** First offset that the open windows and sessions need, and the time up to which others were judged. */
  unitsFrom: number | null;
  unitsDoneMs: number | null;
  /** Messages that went to the dead letter topic. */
  deadLetters: number;
}

/** A checkpoint as it is stored, with what tells whether another has moved it since. */
export interface StoredCheckpoint extends Checkpoint {
  readonly version: { readonly seqNo: number; readonly term: number };
}

export interface CheckpointStore {
  /** All checkpoints of a key; null where {@link begin} was never completed. */
  load(key: string): Promise<StoredCheckpoint[] | null>;
  /** Writes the first checkpoints of a key; a crash in between leaves it as never begun. */
  begin(key: string, checkpoints: readonly Checkpoint[]): Promise<StoredCheckpoint[]>;
  /** Adds the first checkpoint of a shard. @throws CheckpointMovedError where there is one already */
  create(checkpoint: Checkpoint): Promise<StoredCheckpoint>;
  /** @throws CheckpointMovedError where another moved it since it was read */
  save(checkpoint: StoredCheckpoint): Promise<StoredCheckpoint>;
  delete(checkpoint: Checkpoint): Promise<void>;
  deleteAll(key: string): Promise<void>;
}

/** Another job line moved the checkpoint: what was just written for it is not to be counted. */
export class CheckpointMovedError extends Error {
  /** @param current the checkpoint as it stands now; null where it is gone */
  constructor(readonly current: StoredCheckpoint | null) {
    super('The checkpoint was moved by another job.');
    this.name = 'CheckpointMovedError';
  }
}

/** What is wrong at one place of a request. */
export interface Fault {
  path: string;
  message: string;
}

/** An error that the API answers as problem JSON with this status and code. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfterSeconds?: number,
    readonly faults?: readonly Fault[],
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

/** Another training took the version a moment before. */
export class ModelExistsError extends ProblemError {
  constructor(id: string) {
    super(409, 'model_exists', `There is already a model "${id}". Train again.`);
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

export class SettingsConflictError extends ProblemError {
  constructor() {
    super(
      409,
      'settings_changed',
      'Somebody else has changed the settings meanwhile. Load them again, and make your change to them as they are now.',
    );
  }
}

/** A name of models that could not stand in an id or in a file name. */
export class ModelNameError extends ProblemError {
  constructor(name: string) {
    super(
      400,
      'invalid_model_name',
      `"${name}" cannot be the name of a model: begin with a letter or digit, go on with letters, digits, ".", "_" and "-", at most 100 in all.`,
    );
  }
}

const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The id of a version of a model. @throws ModelNameError */
export function modelId(name: string, version: number): string {
  if (!MODEL_NAME.test(name)) throw new ModelNameError(name);
  return `${name}-v${version}`;
}

const MAX_VERSION_TRIES = 20;

/**
 * Saves a model as the next version of its name, also where several trainings, threads or processes end at once.
 * @param describe makes the listing of a version
 */
export async function saveNextVersion(
  store: ModelStore,
  name: string,
  bytes: Uint8Array,
  describe: (version: number) => Model,
): Promise<Model> {
  for (let tries = 1; ; tries++) {
    const model = describe(await store.nextVersion(name));
    try {
      await store.save(model, bytes);
      return model;
    } catch (error) {
      if (!(error instanceof ModelExistsError) || tries >= MAX_VERSION_TRIES) throw error;
    }
  }
}

export class NoEarlierModelError extends ProblemError {
  constructor(name: string | undefined) {
    const which = name === undefined ? 'No other model' : `No other model "${name}"`;
    super(
      409,
      'no_earlier_model',
      `${which} that is still there was active before. GET /v1/models lists those there are; activate one of them.`,
    );
  }
}

export class ScheduleNotFoundError extends ProblemError {
  constructor(id: string) {
    super(
      404,
      'schedule_not_found',
      `There is no schedule "${id}". GET /v1/schedules lists those there are.`,
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
