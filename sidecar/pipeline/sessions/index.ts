export { DEFAULT_SESSION_DETECTORS, SESSION_DETECTOR_NAMES } from './registry';
export type { SessionBatch } from './session_batch';
export { SessionPipeline, trainSessions, type SessionTrainOptions } from './session_pipeline';
