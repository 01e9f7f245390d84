import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { incidentSchema } from '../../../../../common/incident';
import { runAnomalies } from '../run_cli';

// Training takes seconds where other tests run beside it.
jest.setTimeout(60_000);

let cwd: string;
const run = (...argv: string[]) => runAnomalies(argv, { cwd });

beforeAll(async () => {
  cwd = mkdtempSync(path.join(tmpdir(), 'cli-incidents-'));
  const argv = ['generate', '--lines', '3000', '--anomalies', '0', '--format', 'sshd,cron,plain'];
  const { stdout } = await run(...argv);
  writeFileSync(path.join(cwd, 'normal.log'), stdout);
  const trouble = [0, 2, 4].flatMap((second) => [
    `Jan  6 03:02:1${second} db-01 kernel: Out of memory: Killed process 47${second} (postgres)`,
    `Jan  6 03:02:1${second + 1} db-01 systemd: postgres.service: main process was killed, attempt ${second}`,
  ]);
  writeFileSync(path.join(cwd, 'today.log'), `${trouble.join('\n')}\n`);
  await run('train', 'normal.log', '--model', 'shop');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('anomalies incidents', () => {
  it('should tell the related lines of a file as one', async () => {
    const { status, stdout } = await run('incidents', 'today.log');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^6 lines, 6 flagged, 1 incident\.\n/);
    expect(stdout).toMatch(/At 03:02 UTC kernel on db-01 .*Out of memory.* 3 times in 4 s/);
    expect(stdout).toContain('systemd on db-01 followed 1 s later');
    expect(stdout).toContain('First suspect: kernel on db-01: its trouble came first');
    expect(stdout).toMatch(/Model: shop-v1\n$/);
  });

  it('should print one JSON document, the same for standard input', async () => {
    const { stdout } = await run('incidents', '--json', 'today.log');
    const { incidents, ...rest } = JSON.parse(stdout) as { incidents: unknown[] };
    expect(rest).toEqual({ model: 'shop-v1', lines: 6, flagged: 6 });
    const [incident] = incidents.map((it) => incidentSchema.parse(it));
    expect(incident).toMatchObject({ hosts: ['db-01'], services: ['kernel', 'systemd'], lines: 6 });
    const stdin = readFileSync(path.join(cwd, 'today.log'));
    const piped = await runAnomalies(['incidents', '--json', '-'], { cwd, stdin });
    const again = JSON.parse(piped.stdout) as { incidents: object[] };
    expect(again.incidents[0]).toMatchObject({ sentence: incident.sentence });
  });

  it('should refuse a severity that there is not', async () => {
    const { status, stderr } = await run('incidents', 'today.log', '--severity', 'dire');
    expect(status).toBe(2);
    expect(stderr).toContain('critical, major, minor, warning, low');
  });

  it('should ask the sidecar where no file is named', async () => {
    const { status, stderr } = await run('incidents', '--sidecar', 'http://127.0.0.1:9');
    expect(status).toBe(1);
    expect(stderr).toContain('The sidecar does not answer at http://127.0.0.1:9');
  });
});
