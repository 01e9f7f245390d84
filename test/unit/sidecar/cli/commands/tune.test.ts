import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAnomalies } from '../run_cli';

// Many small trainings, where other tests run beside them.
jest.setTimeout(120_000);

let cwd: string;
beforeAll(async () => {
  cwd = mkdtempSync(path.join(tmpdir(), 'cli-tune-'));
  for (const seed of ['1', '2']) {
    const options = ['--lines', '600', '--anomalies', '24', '--seed', seed, '--ndjson'];
    await runAnomalies(['generate', ...options, '-o', `made${seed}.ndjson`], { cwd });
  }
  const rows = readFileSync(path.join(cwd, 'made1.ndjson'), 'utf8').trimEnd().split('\n');
  const raw = rows.map((row) => JSON.parse(row).message as string);
  writeFileSync(path.join(cwd, 'raw.log'), raw.join('\n'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const tune = (...options: string[]) => runAnomalies(['tune', ...options], { cwd });

describe('anomalies tune', () => {
  it('should choose by labels of the training file, forward in time, and judge on the test file', async () => {
    const files = ['--train', 'made1.ndjson', '--test', 'made2.ndjson'];
    const run = await tune(...files, '--time-limit', '2', '--json');
    expect(run.stderr).toMatch(/Tried \d+ configurations\./);
    expect(run.status).toBe(0);
    const result = JSON.parse(run.stdout);
    expect(result).toMatchObject({ method: 'training_labels', unit: 'line' });
    expect(result.trials[0]).toMatchObject({ name: 'default', options: [] });
    expect(result.trials[0].average_precision).toHaveLength(3);
    expect(result.proposal.name).toBe(result.is_within_noise ? 'default' : result.best.name);
    expect(result.is_within_noise).toBe(
      result.best.name !== 'default' && result.gain <= result.noise,
    );
    expect(result.on_test.usual.average_precision).toBeGreaterThan(0.3);
    expect(result.budgets).toHaveLength(6);
    expect(result.command.slice(0, 2)).toEqual(['anomalies', 'train']);
    expect(result.command.at(-1)).toBe('made1.ndjson');
  });

  it('should propose a command that train understands', async () => {
    const { stdout } = await tune('--train', 'raw.log', '--time-limit', '1', '--json');
    const result = JSON.parse(stdout);
    expect(result.method).toBe('stability');
    expect(result.trials[0].stability).toBeGreaterThan(0);
    const train = await runAnomalies(result.command.slice(1), { cwd });
    expect(train.stderr).toContain('Trained server-logs-v1 on 600 lines');
    expect(train.status).toBe(0);
  });

  it('should say that the time ran out, and that it has no labels', async () => {
    const run = await tune('--train', 'raw.log', '--budget', '50', '--time-limit', '1');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('a few labels would');
    expect(run.stdout).toMatch(/^default /m);
    expect(run.stdout).toMatch(/anomalies train .*--budget 50 raw\.log/);
  });

  it('should refuse files that tell nothing', async () => {
    writeFileSync(path.join(cwd, 'one.log'), 'one line\n');
    const run = await tune('--train', 'one.log');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('too few lines');
    expect((await tune('--train', '-', '--test', '-')).status).toBe(2);
  });
});
