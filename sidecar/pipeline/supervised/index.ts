export {
  classifierReport,
  confusionMatrix,
  precisionRecallCurve,
  topFeatures,
  type ClassifierReport,
  type ConfusionMatrix,
  type CurvePoint,
  type FeatureShare,
} from './classifier_report';
export { LabelsError, type Labels } from './labelled_rows';
export { gradientBoosting } from './gradient_boosting';
export { labelledDetector } from './labelled_detector';
export { LineClassifier, type LineJudgement } from './line_classifier';
export { LineUnits } from './line_units';
export { logisticRegression } from './logistic_regression';
export { sigmoid } from './logistic';
export { randomForest } from './random_forest';
export { LEARNER_NAMES, learnerOf } from './registry';
export { SessionUnits } from './session_units';
export { drain, drainPolitely } from './steps';
export { NOT_ASKED, strangenessOf, type Strangeness } from './strangeness';
export {
  trainClassifier,
  type TrainClassifierOptions,
  type TrainedClassifier,
} from './train_classifier';
export { trainLineClassifier, type LabelledLines } from './train_line_classifier';
export { DEFAULT_LEARNERS, UnitClassifier, type Odds } from './unit_classifier';
export type { UnitFeatures } from './unit_features';
