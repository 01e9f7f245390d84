import {
  DEFAULT_DETECTORS,
  DEFAULT_FEATURES,
  DETECTOR_NAMES,
  FEATURE_NAMES,
} from '../../../common/training_choices';
import { LINE_DETECTOR_NAMES } from '../../../sidecar/pipeline';
import { DEFAULT_LINE_DETECTORS } from '../../../sidecar/pipeline/detectors/registry';
import {
  DEFAULT_FEATURE_SETS,
  FEATURE_SETS,
} from '../../../sidecar/pipeline/features/feature_sets';
import { LEARNER_NAMES } from '../../../sidecar/pipeline/supervised/registry';

describe('what can be chosen for a training', () => {
  it('should be what the sidecar has, with the same defaults', () => {
    const unsupervised = LINE_DETECTOR_NAMES.filter((name) => !LEARNER_NAMES.includes(name));
    expect([...DETECTOR_NAMES].sort()).toEqual([...unsupervised].sort());
    expect([...FEATURE_NAMES].sort()).toEqual([...FEATURE_SETS].sort());
    expect(DEFAULT_DETECTORS).toEqual(DEFAULT_LINE_DETECTORS);
    expect(DEFAULT_FEATURES).toEqual(DEFAULT_FEATURE_SETS);
  });
});
