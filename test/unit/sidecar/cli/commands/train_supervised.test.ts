import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { modelSchema } from '../../../../../common/api/models/schema';
import { runAnomalies } from '../run_cli';

// Training takes seconds where other tests run beside it.
jest.setTimeout(60_000);

const row = (i: number) => {
  const at = new Date(Date.parse('2024-03-01T00:00:00Z') + i * 1_000).toISOString();
  const isBad = i % 50 === 20;
  const message = isBad
    ? `${at} web-1 shop[7]: ledger corrupt at entry ${i}`
    : `${at} web-1 shop[7]: order ${i} stored by worker ${i % 7}`;
  // Every third line has no label.
  return { message, timestamp: at, ...(i % 3 === 0 ? {} : { label: isBad ? 1 : 0 }) };
};

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'cli-supervised-'));
  const rows = Array.from({ length: 1_500 }, (_, i) => row(i));
  const write = (name: string, all: object[]) =>
    writeFileSync(path.join(cwd, name), all.map((one) => JSON.stringify(one)).join('\n'));
  write('rows.ndjson', rows);
  write(
    'normal.ndjson',
    rows.filter(({ label }) => label !== 1),
  );
  writeFileSync(
    path.join(cwd, 'today.log'),
    '2024-03-02T00:00:00Z web-1 shop[7]: ledger corrupt before flush 7\n',
  );
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const anomalies = (...argv: string[]) => runAnomalies(argv, { cwd });

describe('anomalies train --supervised', () => {
  it('should make a model that learned from the labels, and print how good it is', async () => {
    const run = await anomalies('train', '--supervised', 'rows.ndjson', '--json');
    expect(run.stderr).toContain('F1 1.000');
    expect(run.stderr).toMatch(/Rests on .*word:/);
    expect(run.status).toBe(0);
    const { classifier } = modelSchema.parse(JSON.parse(run.stdout));
    expect(classifier).toMatchObject({
      classifiers: ['logistic_regression'],
      labels: { anomalous: 20, normal: 980, unlabelled: 500 },
      split: { method: 'time', folds: 5, blocks: 20 },
      confusion_matrix: { true_positives: 20, false_negatives: 0 },
    });
    expect(classifier?.precision_recall_curve.length).toBeGreaterThan(1);

    const shown = await anomalies('models', 'show', 'server-logs');
    expect(shown.stdout).toMatch(/^labels +logistic_regression on 20 anomalous, 980 normal/m);

    const found = await anomalies('analyze', 'today.log', '--model', 'server-logs', '--json');
    const [outlier] = JSON.parse(found.stdout).significant_outliers;
    expect(outlier.detectors.classifier).toBeGreaterThan(50);
    expect(outlier.reasons.map(({ detector }: { detector: string }) => detector)).toContain(
      'classifier',
    );
  });

  it('should let a classifier be chosen by name', async () => {
    const run = await anomalies(
      ...['train', '--supervised', 'rows.ndjson', '--model', 'trees', '--json'],
      ...['--detector', 'rarity', '--detector', 'random_forest'],
    );
    expect(JSON.parse(run.stdout)).toMatchObject({
      detectors: ['rarity'],
      classifier: { classifiers: ['random_forest'] },
    });
  });

  it('should refuse a file without labels of both kinds before it trains', async () => {
    const run = await anomalies('train', '--supervised', 'normal.ndjson');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('0 lines with "label": 1');
    expect(run.stderr).not.toContain('Learning');
  });

  it('should refuse several files', async () => {
    const run = await anomalies('train', '--supervised', 'rows.ndjson', 'normal.ndjson');
    expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining('takes one file') });
  });
});

describe('anomalies train', () => {
  it('should refuse detectors that learn from labels before it reads the files', async () => {
    const run = await anomalies('train', 'no-such.log', '--detector', 'gradient_boosting');
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('"gradient_boosting" learns from labels');
  });
});
