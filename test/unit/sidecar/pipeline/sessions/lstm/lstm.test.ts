import { BundleError, encodeBundle } from '../../../../../../sidecar/pipeline/bundle';
import { lstm } from '../../../../../../sidecar/pipeline/sessions/lstm';
import { fitAll } from '../../detectors/fit_all';
import { batchOf, usualSessions } from '../session_batches';

const training = batchOf(usualSessions(300));

describe('LSTM detector', () => {
  it('should find the wrong order and a missing end strange, and name the transition', async () => {
    const { fitted } = await fitAll(lstm(), [training]);
    const judged = batchOf([
      [0, 1, 2],
      [0, 1, 2, 0],
      [0, 1],
    ]);
    const [usual, wrong, cut] = fitted.score(judged);
    expect(wrong).toBeGreaterThan(usual + 1);
    expect(cut).toBeGreaterThan(usual + 1);
    expect(fitted.explain(judged, 1)).toEqual([
      { feature: 'template:2 then template:0', value: expect.closeTo(wrong, 9) as number },
    ]);
    expect(fitted.explain(judged, 2)[0].feature).toBe('template:1 then end');
  });

  it('should not ask for an end that may still come', async () => {
    const { fitted } = await fitAll(lstm(), [training]);
    const [ended] = fitted.score(batchOf([[0, 1]]));
    const [open] = fitted.score(batchOf([[0, 1]], { endTime: 1 }));
    expect(open).toBeLessThan(ended - 1);
  });

  it('should score a session alike, whatever is judged beside it', async () => {
    const { fitted } = await fitAll(lstm(), [training]);
    const alone = fitted.score(batchOf([[0, 2, 1]]));
    const beside = fitted.score(batchOf([[0, 1, 1, 1, 1, 2], [0, 2, 1], [2]]));
    expect(beside[1]).toBe(alone[0]);
  });

  it('should find an event strange behind a thousand others', async () => {
    const { fitted } = await fitAll(lstm(), [batchOf([...usualSessions(100)])]);
    const busy = Array.from({ length: 1500 }, () => 1);
    const judged = batchOf([
      [0, ...busy, 2],
      [0, ...busy, 4, 1, 2],
    ]);
    const [usual, odd] = fitted.score(judged);
    expect(odd).toBeGreaterThan(usual);
    expect(fitted.explain(judged, 1)[0].feature).toContain('template:4');
  });

  it('should stop when told to', async () => {
    const stop = new AbortController();
    const fit = lstm().fit([training], { seed: 1, signal: stop.signal });
    await fit.next();
    stop.abort(new Error('enough'));
    await expect(fit.next()).rejects.toThrow('enough');
  });

  it('should refuse a network that holds no numbers', async () => {
    const { fitted } = await fitAll(lstm(), [batchOf([[0, 1]], { templates: 2 })]);
    expect(() => lstm().fromBytes(fitted.toBytes())).not.toThrow();
    const open = {
      'open.medianCount': new Float64Array(2),
      'open.lateLag': new Float64Array(2),
      'open.lateEnd': Float64Array.of(1),
      'open.usualStart': new Uint8Array(2),
    };
    const vocabulary = { frequent: new Int32Array(0), rare: Uint8Array.of(1, 1) };
    const parameters = 4 * 16 + 16 * 128 + 32 * 128 + 128 + 32 * 4 + 4;
    const first = new Float32Array(parameters);
    const bundle = (second: Float32Array, frequent = vocabulary.frequent) =>
      encodeBundle(
        'detector:lstm',
        { embedding: 16, hidden: 32 },
        { first, second, ...vocabulary, frequent, ...open },
      );
    expect(() => lstm().fromBytes(bundle(first))).not.toThrow();
    expect(() => lstm().fromBytes(bundle(first.slice().fill(NaN, 7, 8)))).toThrow(BundleError);
    expect(() => lstm().fromBytes(bundle(first.slice(1)))).toThrow(BundleError);
    expect(() => lstm().fromBytes(bundle(first, Int32Array.of(2)))).toThrow(BundleError);
  });
});
