import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { forecastSchema } from '../../../../../common/api/forecast/schema';
import { runAnomalies } from '../run_cli';

const HOURS = 24 * 5;
let cwd: string;

/** 8 lines an hour by day, 2 at night; every fourth an error. */
function lines(): string[] {
  const made: string[] = [];
  for (let hour = 0; hour < HOURS; hour++) {
    const count = hour % 24 >= 8 && hour % 24 < 20 ? 8 : 2;
    for (let i = 0; i < count; i++) {
      const time = new Date(Date.UTC(2026, 0, 5, hour, i * 7)).toISOString();
      made.push(
        `${time.slice(0, 19).replace('T', ' ')} ${i % 4 === 1 ? 'ERROR' : 'INFO'} job ${i}`,
      );
    }
  }
  return made;
}

beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'cli-forecast-'));
  writeFileSync(path.join(cwd, 'shop.log'), `${lines().join('\n')}\n`);
  writeFileSync(path.join(cwd, 'mail.log'), '2026-01-05 00:00:00 INFO sent\n'.repeat(3));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('anomalies forecast', () => {
  const run = (...argv: string[]) => runAnomalies(['forecast', ...argv], { cwd });

  it('should forecast the lines of a file as JSON', async () => {
    const { status, stdout } = await run(
      'shop.log',
      '--interval',
      '1h',
      '--horizon',
      '24',
      '--json',
    );
    expect(status).toBe(0);
    const found = forecastSchema.parse(JSON.parse(stdout));
    expect(found).toMatchObject({ metric: 'lines', source: 'files', interval: '1h' });
    expect(found.history.slice(7, 9).map(({ value }) => value)).toEqual([2, 8]);
    // The last hour is not whole: it ends with its last line.
    expect(found.history).toHaveLength(HOURS - 1);
    expect(found.season?.name).toBe('daily');
    const noon = found.forecast.find(({ timestamp }) => timestamp === '2026-01-10T12:00:00.000Z');
    expect(noon?.value).toBeCloseTo(8, 0);
  });

  it('should print the model, the back-test and the next intervals', async () => {
    const { stdout } = await run('shop.log', '--interval', '1h', '--horizon', '30');
    expect(stdout).toMatch(
      /^598 lines in 119 intervals of 1h, 2026-01-05 00:00 to 2026-01-09 22:00/,
    );
    expect(stdout).toMatch(/\nModel: .+\n/);
    expect(stdout).toMatch(/back-test +error +MASE +in 80 % +in 95 %\n/);
    expect(stdout).toMatch(/seasonal_naive/);
    expect(stdout).toMatch(/\n2026-01-09 23:00 +2 +2 – 2 +2 – 2\n/);
    expect(stdout).toMatch(/and 6 more; --json has them all\n$/);
  });

  it('should count errors of one service', async () => {
    const argv = ['shop.log', 'mail.log', '--errors', '--service', 'shop', '--interval', '1h'];
    const { stdout } = await run(...argv, '--json');
    const found = forecastSchema.parse(JSON.parse(stdout));
    expect(found.history.slice(7, 9).map(({ value }) => value)).toEqual([1, 2]);
  });

  it('should say what is wrong', async () => {
    expect(await run()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Give log files, or --index'),
    });
    expect(await run('shop.log', '--index', 'logs-*')).toMatchObject({ status: 2 });
    expect(await run('shop.log', '--interval', '5 minutes')).toMatchObject({ status: 2 });
    expect(await run('shop.log', '--interval', '1m')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('more than 5,000 intervals of 1m'),
    });
    expect(await run('shop.log', '--service', 'no-such')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('none of 600 lines is asked for'),
    });
    const stdin = 'no time here\n';
    expect(await runAnomalies(['forecast', '-'], { cwd, stdin })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('has a time'),
    });
  });
});
