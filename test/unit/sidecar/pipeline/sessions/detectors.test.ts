import {
  SESSION_DETECTOR_NAMES,
  sessionDetector,
} from '../../../../../sidecar/pipeline/sessions/registry';
import { fitAll } from '../detectors/fit_all';
import { batchOf, usualSessions } from './session_batches';

const training = batchOf([...usualSessions(300), [0, 3, 2]]);
/** Usual, a rare event, an event never seen, an event missing, the wrong order. */
const judged = batchOf([
  [0, 1, 2],
  [0, 3, 2],
  [0, 1, 9, 2],
  [0, 2],
  [2, 1, 0],
]);

const fit = async (name: string) => {
  const detector = sessionDetector(name);
  return { detector, ...(await fitAll(detector, [training])) };
};

describe.each(SESSION_DETECTOR_NAMES.map((name) => [name]))('%s on sessions', (name) => {
  it('should rank an event that was never seen above a usual session', async () => {
    const scores = (await fit(name)).fitted.score(judged);
    expect(scores[2]).toBeGreaterThan(scores[0]);
  });

  it('should be deterministic and score alike after a round trip', async () => {
    const { detector, fitted } = await fit(name);
    expect((await fit(name)).fitted.toBytes()).toEqual(fitted.toBytes());
    expect(detector.fromBytes(fitted.toBytes()).score(judged)).toEqual(fitted.score(judged));
  });

  it('should explain what is strange', async () => {
    const { fitted } = await fit(name);
    expect(fitted.explain(judged, 2).length).toBeGreaterThan(0);
  });

  it('should judge a training session without itself', async () => {
    const { trainingScores } = await fit(name);
    // The last one is the only one of its kind: it must not vouch for itself.
    const scores = trainingScores();
    expect(scores[300]).toBeGreaterThan(Math.max(...scores.subarray(0, 300)));
  });

  it('should refuse to learn from nothing', async () => {
    await expect(fitAll(sessionDetector(name), [])).rejects.toThrow(/no sessions/);
  });
});

describe('rare event', () => {
  it('should be −ln((df + ½)/(N + 1)) of the rarest template', async () => {
    const { fitted, trainingScores } = await fit('rare_event');
    const scores = fitted.score(judged);
    expect(scores[0]).toBeCloseTo(-Math.log(300.5 / 302), 9);
    expect(scores[1]).toBeCloseTo(-Math.log(1.5 / 302), 9);
    expect(scores[2]).toBeCloseTo(-Math.log(0.5 / 302), 9);
    expect(trainingScores()[300]).toBeCloseTo(-Math.log(0.5 / 301), 9);
  });
});

describe('nearest neighbours', () => {
  it('should find a missing event strange, and the order indifferent', async () => {
    const scores = (await fit('nearest_neighbours')).fitted.score(judged);
    expect(scores[3]).toBeGreaterThan(scores[0]);
    expect(scores[4]).toBe(scores[0]);
  });

  it('should not let a group of identical anomalies vouch for itself', async () => {
    // 12 alike among 400: fewer than k = √412 ≈ 21.
    const batch = batchOf([
      ...usualSessions(400),
      ...Array.from({ length: 12 }, () => [0, 4, 4, 2]),
    ]);
    const { trainingScores } = await fitAll(sessionDetector('nearest_neighbours'), [batch]);
    const scores = trainingScores();
    expect(Math.min(...scores.slice(400))).toBeGreaterThan(Math.max(...scores.slice(0, 400)));
  });
});

describe('bigram', () => {
  it('should find the wrong order strange', async () => {
    const scores = (await fit('bigram')).fitted.score(judged);
    expect(scores[4]).toBeGreaterThan(scores[0] + 1);
  });

  it('should be the mean surprise by Witten–Bell', async () => {
    // One session 0 1: pairs start→0, 0→1, 1→end, each once; three single events.
    const { fitted } = await fitAll(sessionDetector('bigram'), [
      batchOf([[0, 1]], { templates: 2 }),
    ]);
    const single = (1 + 3 / 4) / (3 + 3);
    const pair = (1 + single) / 2;
    expect(fitted.score(batchOf([[0, 1]], { templates: 2 }))[0]).toBeCloseTo(-Math.log(pair), 9);
  });

  it('should be as before after training sessions were taken out and put back', async () => {
    const { fitted, trainingScores } = await fit('bigram');
    const before = fitted.score(judged);
    trainingScores();
    expect(fitted.score(judged)).toEqual(before);
  });
});

describe('open sessions', () => {
  it.each([['nearest_neighbours'], ['bigram']])(
    'should not be blamed by %s for what may still come',
    async (name) => {
      const { fitted } = await fit(name);
      const cut = [[0, 1]];
      const ended = fitted.score(batchOf(cut))[0];
      const open = fitted.score(batchOf(cut, { endTime: 1 }))[0];
      const usual = fitted.score(batchOf([[0, 1, 2]]))[0];
      expect(ended).toBeGreaterThan(usual);
      expect(open).toBeLessThan(ended);
    },
  );
});

describe('registry of session detectors', () => {
  it('should name those there are when asked for another', () => {
    expect(() => sessionDetector('magic')).toThrow(/nearest_neighbours, rare_event, bigram/);
  });
});
