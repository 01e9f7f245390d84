export { EmpiricalTail } from './empirical_tail';
export { Ensemble, type Member, type Verdicts } from './ensemble';
export { Feedback, type Judgement } from './feedback';
export { natsOfScore, scoreOfNats } from './score';
export { quantile, TailCalibration } from './tail_calibration';
export { budgetThreshold, ownThreshold } from './threshold';
