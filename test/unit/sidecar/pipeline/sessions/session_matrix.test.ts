import { isolationForest } from '../../../../../sidecar/pipeline/detectors/isolation_forest';
import { MAX_COLUMNS } from '../../../../../sidecar/pipeline/features/matrix';
import { matrixDetector } from '../../../../../sidecar/pipeline/sessions/matrix_detector';
import { SessionMatrix } from '../../../../../sidecar/pipeline/sessions/session_matrix';
import { fitAll } from '../detectors/fit_all';
import { batchOf } from './session_batches';

/** 3 comes in one session only; 4 never. One event a second. */
const training = batchOf([
  [0, 1, 1],
  [0, 1, 3],
  [0, 2],
  [0, 2],
]);
const log = Math.log1p;

describe('session matrix', () => {
  it('should count templates, the ones of a single session with those never seen', () => {
    const { columns, values } = SessionMatrix.fit(training, false).rows(
      batchOf([
        [0, 1, 1, 1],
        [0, 3, 4, 77],
      ]),
    );
    expect(columns).toEqual(['template:0', 'template:1', 'template:2', 'other', 'new']);
    const expected = [
      [log(1), log(3), 0, 0, 0],
      [log(1), 0, 0, 0, log(3)],
    ].flat();
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));
  });

  it('should tell how long sessions are and how long they are silent', () => {
    const batch = batchOf([[0, 1, 2]]);
    batch.times.set([0, 1, 9]);
    const { columns, values } = SessionMatrix.fit(training, true).rows(batch);
    expect(columns.slice(-4)).toEqual(['events', 'duration', 'longest_gap', 'mean_interval']);
    [log(3), log(9), log(8), log(4.5)].forEach((value, i) =>
      expect(values.at(i - 4)).toBeCloseTo(value, 6),
    );
  });

  it('should not blame a session that may still be open for being short', () => {
    const matrix = SessionMatrix.fit(training, true);
    // Half of the training sessions have up to 2.5 events; the judged one is half a second old.
    const { values } = matrix.rows(batchOf([[0]], { endTime: 0.5 }));
    expect(values.at(-4)).toBeCloseTo(log(2.5), 6);
    expect(matrix.rows(batchOf([[0]])).values.at(-4)).toBeCloseTo(log(1), 6);
  });

  it('should pool templates for which there is no column', () => {
    const templates = 100;
    const all = Array.from({ length: templates }, (_, template) => template);
    const { columns, values } = SessionMatrix.fit(batchOf([all, all], { templates }), true).rows(
      batchOf([all], { templates }),
    );
    expect(columns).toHaveLength(MAX_COLUMNS);
    expect(values[columns.indexOf('other')]).toBeCloseTo(log(templates - (MAX_COLUMNS - 6)), 5);
  });
});

describe('detector of rows on sessions', () => {
  it('should see the shape of sessions where that is asked for', async () => {
    const silent = batchOf(Array.from({ length: 40 }, () => [0, 1, 2]));
    silent.times[3 * 39 + 2] += 50;
    const spread = async (withShape: boolean) => {
      const detector = matrixDetector(isolationForest(), { withShape });
      const { fitted } = await fitAll(detector, [silent]);
      expect(detector.fromBytes(fitted.toBytes()).score(silent)).toEqual(fitted.score(silent));
      const scores = fitted.score(silent);
      return scores[39] - scores[0];
    };
    expect(await spread(true)).toBeGreaterThan(1);
    expect(await spread(false)).toBe(0);
  });
});
