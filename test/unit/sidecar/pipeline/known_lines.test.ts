import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { rarityOfScore } from '../../../../common/severity';
import { LineParser, type LogEvent } from '../../../../sidecar/pipeline/parse';
import { train } from './event_streams';

const sample = path.join(__dirname, '../../../../dev/samples/auth.log.gz');

describe('scores of the lines that were learned', () => {
  let events: LogEvent[];
  beforeAll(() => {
    const parser = new LineParser({ nowMs: Date.UTC(2017, 5, 1) });
    events = gunzipSync(readFileSync(sample))
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => parser.parse(line));
  });

  it('should mean their rarity, and hold the alert budget', async () => {
    const pipeline = await train(events, { alertBudgetPerDay: 2 });
    const { scores, flagged } = pipeline.scoreBatch(events, { reasons: 'none' });
    const wanted = 2 * pipeline.info.days;
    const flaggedLines = flagged.reduce((sum, flag) => sum + flag, 0);
    expect(flaggedLines).toBeGreaterThan(wanted / 2);
    expect(flaggedLines).toBeLessThan(wanted * 2);
    for (const oneIn of [100, 1000]) {
      const rarer = scores.filter((score) => rarityOfScore(score) >= oneIn).length;
      expect(rarer).toBeGreaterThan(events.length / oneIn / 2.5);
      expect(rarer).toBeLessThan((events.length / oneIn) * 2.5);
    }
  });

  it('should say less of a line from another time that looks the same', async () => {
    const pipeline = await train(events, { alertBudgetPerDay: 2 });
    const { scores } = pipeline.scoreBatch(events, { reasons: 'none' });
    const strangest = scores.indexOf(Math.max(...scores));
    const later = { ...events[strangest], timestampMs: pipeline.info.lastMs + 86_400_000 };
    // A rare pattern coming again is less news than what training had to call news by itself.
    expect(pipeline.scoreBatch([later]).scores[0]).toBeLessThan(scores[strangest]);
  });
});
