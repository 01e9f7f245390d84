import { BundleError, TrainedPipeline } from '../pipeline';
import { ModelCorruptError } from '../store/stores';
import { note, type CliContext } from './context';
import { serviceOfFile, type EventFiles } from './event_files';
import { findModel, openFileStore } from './model_catalog';
import { trainOnFiles } from './training';

/** What says which model is to judge files. */
export interface FileModelOptions {
  /** Name or id; the active one when left out. */
  model?: string;
  modelsDir?: string;
  /** Where there is no model: lines a day that may be flagged, and the seed of the training. */
  budget?: number;
  seed: number;
}

/** What the model of a run without a trained model is called. */
const OWN_MODEL = 'these lines';

/** A model under the name that it is told by. */
export interface NamedPipeline {
  id: string;
  pipeline: TrainedPipeline;
}

/** The model that was asked for or is active; null where there is none. */
export async function loadModel(
  context: CliContext,
  options: FileModelOptions,
): Promise<NamedPipeline | null> {
  const store = openFileStore(context, options.modelsDir);
  const model = await findModel(store, options.model);
  if (!model) return null;
  try {
    const pipeline = TrainedPipeline.fromBytes(await store.loadBytes(model.id));
    pipeline.threshold = model.threshold;
    return { id: model.id, pipeline };
  } catch (error) {
    if (error instanceof BundleError) throw new ModelCorruptError(model.id, error.message);
    throw error;
  }
}

/** A file is a service of the model where the model knows its name; else it is as the one file of training. */
export function serviceIn(pipeline: TrainedPipeline): (file: string) => string {
  return (file) => {
    const service = serviceOfFile(file);
    return pipeline.knowsService('') && !pipeline.knowsService(service) ? '' : service;
  };
}

/** Trains on the files themselves, and says so. */
export async function trainHere(
  context: CliContext,
  files: EventFiles,
  options: FileModelOptions,
): Promise<NamedPipeline> {
  note(
    context,
    `There is no trained model, so ${files.label} itself is taken as what is normal: what is rare in it stands out.`,
  );
  const { pipeline } = await trainOnFiles(context, files, {
    seed: options.seed,
    budget: options.budget,
  });
  for (const sentence of pipeline.info.notes) note(context, sentence);
  return { id: OWN_MODEL, pipeline };
}
