export { LineExplainer } from './line_explainer';
