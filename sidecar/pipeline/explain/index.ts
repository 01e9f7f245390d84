export { CLASSIFIER_NAME, classifierReasons } from './classifier_reasons';
export { LineExplainer } from './line_explainer';
