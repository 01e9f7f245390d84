import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAnomalies } from '../run_cli';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'cli-generate-'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('anomalies generate', () => {
  it('should write the same raw lines each time', async () => {
    const one = await runAnomalies(['generate', '--lines', '500'], { cwd });
    const other = await runAnomalies(['generate', '--lines', '500'], { cwd });
    expect(one.status).toBe(0);
    expect(one.stdout.trimEnd().split('\n')).toHaveLength(500);
    expect(one.stdout).toBe(other.stdout);
    const seeded = await runAnomalies(['generate', '--lines', '500', '--seed', '2'], { cwd });
    expect(seeded.stdout).not.toBe(one.stdout);
  });

  it('should write objects that evaluate reads, with --ndjson', async () => {
    const argv = [
      'generate',
      '--lines',
      '400',
      '--anomalies',
      '8',
      '--ndjson',
      '--start',
      '2025-06-01',
    ];
    const { stdout, stderr } = await runAnomalies(argv, { cwd });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(Object.keys(rows[0])).toEqual(['message', 'timestamp', 'stream', 'label', 'kind']);
    expect(rows[0].timestamp).toMatch(/^2025-06-01T00:/);
    expect(rows.filter((row) => row.label === 1).length).toBeGreaterThan(7);
    expect(stderr).toMatch(/Anomalous lines by kind: .*silence 1/);
  });

  it('should write files, and the labels to one of their own', async () => {
    const argv = ['generate', '--lines', '2500', '-o', 'made.log', '--labels', 'labels.csv'];
    const run = await runAnomalies([...argv, '--format', 'sshd,cron'], { cwd });
    expect(run).toMatchObject({ status: 0, stdout: '' });
    const lines = readFileSync(path.join(cwd, 'made.log'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(2500);
    expect(lines.every((line) => /sshd\[|CRON\[/.test(line))).toBe(true);
    const [header, ...labels] = readFileSync(path.join(cwd, 'labels.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(header).toBe('line,label,kind');
    expect(labels.length).toBeGreaterThan(5);
    for (const label of labels) expect(label).toMatch(/^\d+,1,[a-z_]+$/);
  });

  it.each([
    [['--lines', 'many'], 2, /whole number/],
    [['--format', 'xml'], 2, /no format "xml"; there are sshd/],
    [['--lines', '100', '--anomalies', '50'], 2, /tenth of the lines/],
    [['--lines', '10', '-o', 'no/such/folder/x'], 1, /cannot be written: its folder/],
    [['--lines', '10', '-o', '.'], 1, /cannot be written: it is a directory/],
  ])('should answer %j with status %i and a sentence', async (argv, status, message) => {
    const run = await runAnomalies(['generate', ...argv], { cwd });
    expect(run.status).toBe(status);
    expect(run.stderr).toMatch(message);
  });
});
