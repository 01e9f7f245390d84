import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { analyzeResponseSchema } from '../../../../../common/api/classic/schema';
import { modelSchema } from '../../../../../common/api/models/schema';
import { runAnomalies, type CliRun } from '../run_cli';

const STRANGE = 'Jan  5 00:40:00 db-01 kernel: Out of memory: Killed process 4711 (postgres)';

// Training takes seconds where other tests run beside it.
jest.setTimeout(60_000);

let cwd: string;
beforeAll(async () => {
  cwd = mkdtempSync(path.join(tmpdir(), 'cli-analyze-'));
  const argv = ['generate', '--lines', '4000', '--anomalies', '0', '--format', 'sshd,cron,plain'];
  const { stdout } = await runAnomalies(argv, { cwd });
  const lines = stdout.trimEnd().split('\n');
  writeFileSync(path.join(cwd, 'normal.log'), `${lines.slice(0, 3000).join('\n')}\n`);
  lines.splice(3500, 0, '', STRANGE);
  writeFileSync(path.join(cwd, 'today.log'), `${lines.slice(3000).join('\n')}\n`);
  writeFileSync(
    path.join(cwd, 'today.log.gz'),
    gzipSync(readFileSync(path.join(cwd, 'today.log'))),
  );
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const run = (...argv: string[]) => runAnomalies(argv, { cwd });
const json = ({ stdout }: CliRun) => JSON.parse(stdout);

describe('anomalies analyze without a model', () => {
  it('should say that it takes the lines themselves as normal, and find the strange one', async () => {
    const result = await run('analyze', 'today.log');
    expect(result.status).toBe(0);
    expect(result.stderr).toContain('There is no trained model, so today.log itself is taken');
    expect(result.stdout).toMatch(/^1,001 lines from 2026-01-05 .* stands? out/);
    expect(result.stdout).toContain('COMMON PATTERNS');
    expect(result.stdout).toMatch(/line 502,.*\n +Jan {2}5 00:40:00 db-01 kernel: Out of memory/);
  });

  it('should read standard input', async () => {
    const stdin = readFileSync(path.join(cwd, 'today.log'));
    const result = await runAnomalies(['analyze', '-', '--json'], { cwd, stdin });
    expect(json(result).lines).toBe(1001);
  });
});

describe('anomalies train, then analyze', () => {
  beforeAll(async () => {
    const trained = await run('train', 'normal.log', '--model', 'web', '--json');
    expect(trained.stderr).toContain('Trained web-v1 on 3,000 lines');
    expect(trained.status).toBe(0);
    expect(modelSchema.parse(json(trained))).toMatchObject({ id: 'web-v1', active: true });
  });

  it('should print one JSON document of the shape of /analyze_logs, with file names', async () => {
    const result = await run('analyze', '--json', 'today.log.gz', 'normal.log');
    const document = json(result);
    const parsed = analyzeResponseSchema.parse(document);
    expect(parsed).toMatchObject({ model: 'web-v1', lines: 4001, skipped: 0 });
    expect(document.trained_on_input).toBe(false);
    expect(document.files.map(({ file, lines }: Record<string, unknown>) => [file, lines])).toEqual(
      [
        ['today.log.gz', 1002],
        ['normal.log', 3000],
      ],
    );
    const [worst] = document.significant_outliers;
    expect(worst).toMatchObject({
      file: 'today.log.gz',
      line: 502,
      message: STRANGE,
      flagged: true,
    });
    const sum = worst.reasons.reduce(
      (a: number, reason: { contribution: number }) => a + reason.contribution,
      0,
    );
    expect(sum).toBeCloseTo(worst.score, 3);
  });

  it('should find a model by its name, its id, or as the active one', async () => {
    await run('train', 'today.log', '--model', 'web', '--no-activate');
    expect(json(await run('analyze', 'today.log', '--json')).model).toBe('web-v1');
    expect(json(await run('analyze', 'today.log', '--json', '--model', 'web')).model).toBe(
      'web-v2',
    );
    expect(json(await run('analyze', 'today.log', '--json', '--model', 'web-v1')).model).toBe(
      'web-v1',
    );
  });

  it('should list, show, activate and delete models', async () => {
    await run('train', 'today.log', '--model', 'other', '--no-activate');
    const list = await run('models', 'list');
    expect(list.stdout).toMatch(/^web-v1 +active/m);
    expect(list.stdout).toMatch(/^other-v1 /m);
    expect((await run('models', 'activate', 'other-v1')).stderr).toBe('other-v1 is active.\n');
    expect((await run('models', 'show', 'other')).stdout).toMatch(/^model +other-v1 \(active\)$/m);
    expect((await run('models', 'delete', 'other-v1')).status).toBe(0);
    const gone = await run('models', 'show', 'other-v1');
    expect(gone).toMatchObject({ status: 1, stdout: '' });
    expect(gone.stderr).toMatch(/no model "other-v1". There (is|are) web-v/);
    await run('models', 'activate', 'web-v1');
  });

  it('should not take another file name for another service', async () => {
    writeFileSync(path.join(cwd, 'renamed.log'), readFileSync(path.join(cwd, 'today.log')));
    const renamed = json(await run('analyze', 'renamed.log', '--model', 'web-v1', '--json'));
    expect(renamed.flagged).toBeLessThan(20);
    const same = json(await run('analyze', 'today.log', '--model', 'web-v1', '--json'));
    expect(renamed.significant_outliers).toEqual(same.significant_outliers);
  });

  it('should know the files that it was trained on together by their names', async () => {
    const lines = (word: string) => `2026-01-05 10:00:00 INFO ${word} is fine\n`.repeat(600);
    writeFileSync(path.join(cwd, 'apples.log'), lines('apple'));
    writeFileSync(path.join(cwd, 'pears.log'), lines('pear'));
    await run('train', 'apples.log', 'pears.log', '--model', 'fruit', '--no-activate');
    const score = async (file: string) => {
      const result = await run('analyze', file, '--model', 'fruit', '--json', '--png', 'fruit.png');
      return json(result).flagged;
    };
    expect(await score('apples.log')).toBe(0);
    // A pear among apples is news only because the file says that these are apples.
    mkdirSync(path.join(cwd, 'later'));
    writeFileSync(path.join(cwd, 'later/apples.log'), lines('pear').slice(0, 500));
    expect(await score('later/apples.log')).toBeGreaterThan(0);
  });

  it('should write the scatter plot', async () => {
    const result = await run('analyze', 'today.log', '--model', 'web-v1', '--png', 'plot.png');
    expect(result.stderr).toContain('Wrote the plot to plot.png.');
    const png = readFileSync(path.join(cwd, 'plot.png'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  });

  it('should refuse a damaged model by name', async () => {
    await run('train', 'today.log', '--model', 'damaged', '--no-activate');
    const bundle = path.join(cwd, '.anomalies/models/damaged-v1.bundle');
    const bytes = readFileSync(bundle);
    bytes[bytes.length >> 1] ^= 0xff;
    writeFileSync(bundle, bytes);
    const result = await run('analyze', 'today.log', '--model', 'damaged');
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/Model "damaged-v1" cannot be loaded/);
  });

  it('should keep models where the option or the environment says', async () => {
    const env = { ANOMALIES_MODELS_DIR: 'elsewhere' };
    expect((await runAnomalies(['models', 'list'], { cwd, env })).stderr).toContain(
      'no models yet',
    );
    expect((await run('models', 'list', '--models-dir', 'elsewhere')).stderr).toContain(
      'no models yet',
    );
  });
});

describe('bad input', () => {
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(path.join(cwd, name), content);
    return name;
  };

  it.each<[string, () => string[], number, RegExp]>([
    ['no file', () => ['analyze'], 2, /missing required argument/],
    ['a missing file', () => ['analyze', 'nope.log'], 1, /nope.log does not exist/],
    ['a directory', () => ['analyze', '.'], 1, /is a directory/],
    ['an empty file', () => ['analyze', file('empty.log', '')], 1, /empty.log is empty/],
    ['an empty file to train on', () => ['train', file('empty.log', '')], 1, /empty.log is empty/],
    ['blank lines only', () => ['templates', file('blank.log', '\n\n')], 1, /blank.log is empty/],
    ['a binary file', () => ['analyze', file('x.bin', Buffer.from([7, 0, 1]))], 1, /binary file/],
    ['an unknown model', () => ['analyze', 'today.log', '--model', 'nope'], 1, /no model "nope"/],
    [
      'an unknown detector',
      () => ['train', 'today.log', '--detector', 'oracle'],
      2,
      /no detector "oracle"; there are rarity/,
    ],
    [
      'files and an index',
      () => ['train', 'today.log', '--index', 'x'],
      2,
      /either files or --index/,
    ],
    [
      'a name that is no name',
      () => ['train', 'today.log', '--model', '../x'],
      2,
      /letters, digits/,
    ],
    [
      'nowhere to write',
      () => ['analyze', 'today.log', '--png', 'no/x.png'],
      1,
      /cannot be written/,
    ],
  ])('should answer %s with a sentence', async (_what, argv, status, message) => {
    const result = await run(...argv());
    expect(result.stderr).toMatch(message);
    expect(result).toMatchObject({ status, stdout: '' });
  });

  it('should work through lines of 10 MB, invalid UTF-8 and no time, and say what it mended', async () => {
    const parts = [
      Buffer.from('plain words without a time\n'.repeat(50)),
      Buffer.alloc(10_000_000, 'x'),
      Buffer.from('\nnot utf8: \xff\xfe\n', 'latin1'),
    ];
    const result = await run(
      'analyze',
      file('odd.log', Buffer.concat(parts)),
      '--json',
      '--png',
      'odd.png',
    );
    expect(result.status).toBe(0);
    expect(json(result)).toMatchObject({ lines: 52, first: null, last: null });
    expect(result.stderr).toContain('odd.log: 1 of the lines were too long and cut.');
    expect(result.stderr).toMatch(/odd.log: 1 of the lines had bytes that are no UTF-8/);
  });
});

describe('anomalies models threshold', () => {
  it('should have analyze flag by another threshold, and give back what training chose', async () => {
    const show = async () =>
      modelSchema.parse(json(await run('models', 'show', 'web-v1', '--json')));
    const scores = async () =>
      analyzeResponseSchema
        .parse(json(await run('analyze', '--json', 'today.log')))
        .significant_outliers.map(({ score }) => score);
    const [trained, before] = [await show(), await scores()];
    expect(before.length).toBeGreaterThan(0);

    const lowered = await run('models', 'threshold', 'web-v1', '1');
    expect(lowered.stderr).toContain('web-v1 flags lines from a score of 1.0 on.');
    expect(await show()).toMatchObject({ threshold: 1, trained_threshold: trained.threshold });
    const more = await scores();
    expect(more.length).toBeGreaterThan(before.length);
    expect(Math.min(...more)).toBeLessThan(trained.threshold);

    // One line in ten: what a score means, since nothing tells how many lines scored what.
    const budget = trained.trained_on.lines_per_day / 10;
    await run('models', 'threshold', 'web-v1', '--budget', budget.toString());
    expect((await show()).threshold).toBeCloseTo(100 / 6, 6);
    expect((await show()).alert_budget_per_day).toBe(budget);

    await run('models', 'threshold', 'web-v1', 'trained');
    const restored = await show();
    expect(restored.threshold).toBe(trained.threshold);
    expect('trained_threshold' in restored).toBe(false);
    expect(await scores()).toEqual(before);
  });

  it('should want to know what to', async () => {
    const nothing = await run('models', 'threshold', 'web-v1');
    expect(nothing.status).not.toBe(0);
    expect(nothing.stderr).toContain('Give a score, "trained" or --budget.');
    expect((await run('models', 'threshold', 'web-v1', '101')).stderr).toContain('from 0 to 100');
  });
});
