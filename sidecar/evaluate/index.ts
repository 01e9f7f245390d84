export { evaluate, type EvaluateOptions, type Evaluation, type UnitScore } from './evaluate';
export type { AccuracyFigures, EvaluationReport } from './report';
export { EvaluateError } from './rows';
