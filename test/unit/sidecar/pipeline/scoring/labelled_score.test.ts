import { classifierPoints, labelledScore } from '../../../../../sidecar/pipeline/scoring';

const THRESHOLD = 60;
const none = { certainty: -1, isReleased: false };
const half = { certainty: 0.5, isReleased: false };
const released = { certainty: -1, isReleased: true };

describe('labelledScore', () => {
  it.each([
    ['leaves the score alone without a verdict', 40, none, 40],
    ['goes from the threshold half of the way to 100', 40, half, 80],
    ['goes from the score where that is higher', 70, half, 85],
    ['reaches the threshold at no certainty', 40, { certainty: 0, isReleased: false }, 60],
    ['is 100 at full certainty', 0, { certainty: 1, isReleased: false }, 100],
    ['holds a released line below the threshold', 95, released, 54],
    ['leaves a released line that is low anyway', 20, released, 20],
  ])('%s', (_, unsupervised, verdict, expected) => {
    expect(labelledScore(unsupervised, THRESHOLD, verdict)).toBeCloseTo(expected, 12);
  });
});

describe('classifierPoints', () => {
  it.each([
    ['nothing without a verdict', 40, none, 0],
    // Alone it gives 80; after the others it adds 40.
    ['the mean of speaking first and last', 40, half, 60],
    ['half of the score where both are sure', 100, { certainty: 1, isReleased: false }, 50],
    // Alone it takes nothing; after the others it takes 41.
    ['negative where it releases', 95, released, -20.5],
  ])('should be %s', (_, unsupervised, verdict, expected) => {
    expect(classifierPoints(unsupervised, THRESHOLD, verdict)).toBeCloseTo(expected, 12);
  });
});
