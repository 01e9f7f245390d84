import type { TrainJobRequest } from '../../../common/api/jobs/schema';
import { checkLineDetectors, splitLearners } from '../../pipeline';
import { ProblemError } from '../../store/stores';

/** @throws ProblemError where detectors are named that cannot judge lines in this training */
export function refuseLearners({ detectors = [], supervised }: TrainJobRequest): void {
  try {
    checkLineDetectors(supervised ? (splitLearners(detectors).detectors ?? []) : detectors);
  } catch (error) {
    throw error instanceof RangeError
      ? new ProblemError(400, 'unusable_detector', error.message)
      : error;
  }
}
