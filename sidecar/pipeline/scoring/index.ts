export { EmpiricalTail } from './empirical_tail';
export { Ensemble, type EnsembleJSON, type Member, type Verdicts } from './ensemble';
export { Feedback, type Judgement } from './feedback';
export { classifierPoints, labelledScore, type LabelledVerdict } from './labelled_score';
export { natsOfScore, scoreOfNats } from './score';
export { SEVERITY_PRIOR, type Prior } from './severity_prior';
export { quantile, TailCalibration } from './tail_calibration';
export { budgetThreshold, MAX_FLAGGED_SHARE, ownLineShare, ownThreshold } from './threshold';
