export {
  evaluate,
  evaluateRows,
  type EvaluateOptions,
  type Evaluation,
  type JudgeOptions,
  type UnitScore,
} from './evaluate';
export type { AccuracyFigures, EvaluationReport } from './report';
export { EvaluateError, readRows, type Rows } from './rows';
export type { SupervisedReport } from './supervised';
