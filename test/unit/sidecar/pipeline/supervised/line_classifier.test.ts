import { BundleError } from '../../../../../sidecar/pipeline/bundle';
import { LineParser } from '../../../../../sidecar/pipeline/parse';
import {
  drain,
  LineClassifier,
  NOT_ASKED,
  trainLineClassifier,
} from '../../../../../sidecar/pipeline/supervised';
import { TemplateMiner } from '../../../../../sidecar/pipeline/templates';

const parser = new LineParser();
const events = Array.from({ length: 300 }, (_, i) =>
  parser.parse(
    i % 10 === 4
      ? `2024-03-01T10:00:00Z ERROR storage: disk ${i} lost`
      : `2024-03-01T10:00:00Z INFO web: request ${i} done`,
  ),
);
const known = Int8Array.from(events, (_, i) => (i % 10 === 4 ? 1 : 0));

describe('trainLineClassifier', () => {
  const miner = new TemplateMiner();
  for (const { raw } of events) miner.add(raw, '');
  const templates = miner.freeze();
  const { classifier, report } = drain(
    trainLineClassifier(templates, { events, labels: { known } }, { seed: 1 }),
  );
  const news = [
    parser.parse('2024-03-01T11:00:00Z ERROR storage: partition 7 lost'),
    parser.parse('2024-03-01T11:00:00Z INFO web: request 9 done'),
    parser.parse('2024-03-01T11:00:00Z INFO web: request 9 exploded'),
  ];

  it('should judge a pattern that it has not seen by what it shares with labelled ones', () => {
    const { probability, certainty } = classifier.judge(news, NOT_ASKED);
    expect(certainty[0]).toBeGreaterThanOrEqual(0);
    expect(certainty[0]).toBeLessThanOrEqual(1);
    expect(certainty[1]).toBe(-1);
    expect(probability[0]).toBeGreaterThan(0.5);
    expect(classifier.explain(news[0], NOT_ASKED)[0].value).toBeGreaterThan(0);
    expect(report).toMatchObject({ labelled: 300, anomalous: 30, f1: 1 });
  });

  it('should release only lines of which everything was true of lines labelled normal', () => {
    expect([...classifier.judge(news, NOT_ASKED).released]).toEqual([0, 1, 0]);
  });

  it('should judge alike after a round trip, and refuse changed bytes', () => {
    const bytes = classifier.toBytes();
    const loaded = LineClassifier.fromBytes(bytes, templates);
    expect(loaded.judge(news, NOT_ASKED)).toEqual(classifier.judge(news, NOT_ASKED));
    expect(() => LineClassifier.fromBytes(bytes.slice(0, -5), templates)).toThrow(BundleError);
  });
});
