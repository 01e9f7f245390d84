import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAnomalies } from '../run_cli';

const FIGURES = [
  ...['precision', 'recall', 'f1', 'best_f1', 'f1_at_budget', 'recall_at_fpr1'],
  ...['roc_auc', 'average_precision'],
];
const KEYS = [
  ...['units', 'anomalous', ...FIGURES, 'flag_all_f1', 'lines_per_second', 'train_seconds'],
  ...['score_seconds', 'peak_rss_mb', 'by_detector'],
];

// Training takes seconds where other tests run beside it.
jest.setTimeout(60_000);

let cwd: string;
beforeAll(async () => {
  cwd = mkdtempSync(path.join(tmpdir(), 'cli-evaluate-'));
  const made = [
    'generate',
    '--lines',
    '1500',
    '--anomalies',
    '30',
    '--ndjson',
    '-o',
    'made.ndjson',
  ];
  await runAnomalies(made, { cwd });
  const rows = readFileSync(path.join(cwd, 'made.ndjson'), 'utf8').trimEnd().split('\n');
  const unlabelled = rows.map((row) => JSON.stringify({ ...JSON.parse(row), label: undefined }));
  writeFileSync(path.join(cwd, 'unlabelled.ndjson'), unlabelled.join('\n'));
  const sessions = rows.map((row, i) => {
    const { message, label } = JSON.parse(row);
    return JSON.stringify({ message, label, session: `s,"${Math.floor(i / 10)}"` });
  });
  writeFileSync(path.join(cwd, 'sessions.ndjson'), sessions.join('\n'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const evaluate = (train: string, test: string, ...more: string[]) =>
  runAnomalies(['evaluate', '--train', train, '--test', test, ...more], { cwd });

describe('anomalies evaluate', () => {
  it('should print exactly the keys of the design, with --json', async () => {
    const run = await evaluate('made.ndjson', 'made.ndjson', '--json', '--top', '0.05');
    expect(run.status).toBe(0);
    const report = JSON.parse(run.stdout);
    expect(Object.keys(report).sort()).toEqual([...KEYS].sort());
    expect(report.units).toBe(1500);
    expect(report.roc_auc).toBeGreaterThan(0.5);
    for (const figures of Object.values<object>(report.by_detector)) {
      expect(Object.keys(figures).sort()).toEqual([...FIGURES].sort());
    }
  });

  it('should write the scores of lines by their number for an independent judge', async () => {
    const run = await evaluate(
      'made.ndjson',
      'unlabelled.ndjson',
      '--scores',
      'scores.csv',
      '--json',
    );
    const report = JSON.parse(run.stdout);
    expect(report).toMatchObject({ anomalous: null, f1: null, roc_auc: null, flag_all_f1: null });
    const rows = readFileSync(path.join(cwd, 'scores.csv'), 'utf8').trimEnd().split('\n');
    expect(rows[0]).toBe('unit,score,flagged');
    expect(rows).toHaveLength(1501);
    rows
      .slice(1)
      .forEach((row, i) =>
        expect(row).toMatch(new RegExp(`^${i + 1},\\d+(\\.\\d+)?(e-\\d+)?,[01]$`)),
      );
  });

  it('should judge sessions where there are any, quoting their keys in CSV', async () => {
    const run = await evaluate('sessions.ndjson', 'sessions.ndjson', '--scores', 's.csv', '--json');
    expect(JSON.parse(run.stdout).units).toBe(150);
    expect(readFileSync(path.join(cwd, 's.csv'), 'utf8')).toMatch(/^"s,""0""",\d/m);
  });

  it('should print a table that marks what is hindsight', async () => {
    const { stdout } = await evaluate('made.ndjson', 'made.ndjson');
    expect(stdout).toMatch(/^1,500 units, \d+ anomalous/);
    expect(stdout).toMatch(/^judged by +precision +recall +F1 +F1 at top +best F1 \*/m);
    expect(stdout).toMatch(/^all together +[01]\.\d{3}/m);
    expect(stdout).toContain('* with the best threshold in hindsight');
    expect(stdout).toContain('Flagging everything gives F1');
  });

  it('should say that there are no labels in place of a table', async () => {
    const { stdout } = await evaluate('made.ndjson', 'unlabelled.ndjson');
    expect(stdout).toContain('unlabelled.ndjson has no labels, so there are no accuracy figures.');
  });

  it('should give the same scores for the same seed', async () => {
    const scores = async (name: string) => {
      await evaluate('made.ndjson', 'made.ndjson', '--seed', '7', '--scores', name);
      return readFileSync(path.join(cwd, name), 'utf8');
    };
    expect(await scores('one.csv')).toBe(await scores('two.csv'));
  });

  it.each<[string, () => string[], number, RegExp]>([
    ['no test file', () => ['--train', 'made.ndjson'], 2, /required option '--test/],
    [
      'a share over 1',
      () => ['--train', 'made.ndjson', '--test', 'made.ndjson', '--top', '3'],
      2,
      /from 0 to 1/,
    ],
    ['standard input twice', () => ['--train', '-', '--test', '-'], 2, /Only one/],
    [
      'a missing file',
      () => ['--train', 'nope', '--test', 'made.ndjson'],
      1,
      /nope does not exist/,
    ],
    [
      'an unknown detector',
      () => ['--train', 'made.ndjson', '--test', 'made.ndjson', '--detector', 'x'],
      2,
      /no detector "x"/,
    ],
    [
      'what is no JSON',
      () => {
        writeFileSync(path.join(cwd, 'bad.ndjson'), '{"message":"a"}\nnot json\n');
        return ['--train', 'bad.ndjson', '--test', 'made.ndjson'];
      },
      1,
      /line 2: this is not JSON/,
    ],
  ])('should answer %s with a sentence', async (_what, argv, status, message) => {
    const run = await runAnomalies(['evaluate', ...argv()], { cwd });
    expect(run.stderr).toMatch(message);
    expect(run).toMatchObject({ status, stdout: '' });
  });
});
