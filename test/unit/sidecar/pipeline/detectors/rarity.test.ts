import { rarity } from '../../../../../sidecar/pipeline/detectors/rarity';
import { lineDetector } from '../../../../../sidecar/pipeline/detectors/registry';
import { COLUMN, LINE_COLUMNS } from '../../../../../sidecar/pipeline/features/columns';
import type { FeatureMatrix } from '../../../../../sidecar/pipeline/features/matrix';
import { fitAll } from './fit_all';

const WIDTH = LINE_COLUMNS.length;

/** 1,000 lines whose block rarity runs from 0 to 2, the last one rare in value. */
function lines(): FeatureMatrix {
  const values = new Float32Array(1000 * WIDTH);
  for (let row = 0; row < 1000; row++) {
    values[row * WIDTH + COLUMN.block_rarity] = row / 500;
    values[row * WIDTH + COLUMN.word_rarity] = 1;
  }
  values[999 * WIDTH + COLUMN.rare_value] = 3;
  return { columns: LINE_COLUMNS, rows: 1000, values };
}

describe('rarity', () => {
  it('should be the mean of the calibrated parts', async () => {
    const { fitted } = await fitAll(rarity(), [lines()]);
    const scores = fitted.score(lines());
    // Parts: blocks, words, values (one host: no sources). Median 0.999, upper quartile 1.4985, so c = 0.4995 / ln 2.
    const blocks = Math.LN2 + (999 / 500 - 0.999) / (0.4995 / Math.LN2);
    const words = Math.LN2;
    const value = Math.LN2 + 3 / 0.6;
    expect(scores[999]).toBeCloseTo((blocks + words + value) / 3, 4);
  });

  it('should explain a line by what sets it apart from a usual one', async () => {
    const { fitted } = await fitAll(rarity(), [lines()]);
    const [most] = fitted.explain(lines(), 999).sort((a, b) => b.value - a.value);
    expect(most.feature).toBe('rare_value');
    const sum = (row: number) =>
      fitted.explain(lines(), row).reduce((total, { value }) => total + value, 0);
    const scores = fitted.score(lines());
    expect(scores[999] - scores[10]).toBeCloseTo(sum(999) - sum(10), 6);
  });

  it('should score alike after a round trip', async () => {
    const { fitted } = await fitAll(rarity(), [lines()]);
    expect(rarity().fromBytes(fitted.toBytes()).score(lines())).toEqual(fitted.score(lines()));
  });
});

describe('registry', () => {
  it('should name the detectors there are when asked for another', () => {
    expect(() => lineDetector('magic')).toThrow(/"magic".*rarity, isolation_forest/);
    expect(() => lineDetector('constructor')).toThrow(RangeError);
  });
});
