export { BundleError } from './bundle';
export {
  checkLineDetectors,
  DEFAULT_LINE_DETECTORS,
  LINE_DETECTOR_NAMES,
  splitLearners,
} from './detectors/registry';
export { checkFeatureSets, FEATURE_SETS } from './features/feature_sets';
export {
  THRESHOLD_RULES,
  TrainingError,
  type ThresholdRule,
  type ClassifierInfo,
  type PatternSummary,
  type PipelineInfo,
  type TrainOptions,
  type TrainProgress,
} from './info';
export {
  learnLabels,
  verdictsOnAll,
  type LearnLabelsOptions,
  type PartlyLabelledLines,
} from './learn_labels';
export { Feedback, LABEL_MARGIN, type Judgement } from './scoring/feedback';
export { trainPipeline, trainWithVerdicts, type EventSource } from './train';
export { TrainedPipeline, type BatchScores, type ReasonScope } from './trained_pipeline';
