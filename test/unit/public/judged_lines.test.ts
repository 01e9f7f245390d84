import { confusionAt, curveOf } from '../../../public/lib/judged_lines';

const JUDGED = [
  { step: 300, real: 1, notReal: 2 },
  { step: 400, real: 0, notReal: 3 },
  { step: 500, real: 3, notReal: 0 },
];

describe('confusionAt', () => {
  it('should part judged lines by the threshold', () => {
    expect(confusionAt(JUDGED, 40)).toEqual({
      found: 3,
      falseAlarms: 3,
      missed: 1,
      rightlyQuiet: 2,
    });
    expect(confusionAt(JUDGED, 40.1)).toEqual({
      found: 3,
      falseAlarms: 0,
      missed: 1,
      rightlyQuiet: 5,
    });
  });

  it('should count a line whose score lies in the step of the threshold as flagged', () => {
    expect(confusionAt(JUDGED, 40.04).falseAlarms).toBe(3);
  });
});

describe('curveOf', () => {
  it('should give precision, recall and false alarms at each judged score, strictest first', () => {
    expect(curveOf(JUDGED)).toEqual([
      { thresholdPct: 50, precision: 1, recall: 0.75, falseAlarmRate: 0 },
      { thresholdPct: 40, precision: 0.5, recall: 0.75, falseAlarmRate: 0.6 },
      { thresholdPct: 30, precision: 4 / 9, recall: 1, falseAlarmRate: 1 },
    ]);
    expect(curveOf([])).toEqual([]);
  });
});
