import { tmpdir } from 'node:os';
import { runAnomalies } from './run_cli';

const cwd = tmpdir();

describe('anomalies', () => {
  it('should print help and version on standard output with status 0', async () => {
    const help = await runAnomalies(['--help'], { cwd });
    expect(help).toMatchObject({ status: 0, stderr: '' });
    for (const command of [
      'train',
      'analyze',
      'evaluate',
      'templates',
      'ingest',
      'generate',
      'models',
    ]) {
      expect(help.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
    const version = await runAnomalies(['--version'], { cwd });
    expect(version.status).toBe(0);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [[], /Usage: anomalies/],
    [['frobnicate'], /unknown command/],
    [['generate', '--frobnicate'], /unknown option/],
    [['models', 'show'], /missing required argument/],
    [['client'], /required option/],
  ])('should answer wrong usage %j with status 2 on standard error', async (argv, message) => {
    const run = await runAnomalies(argv, { cwd });
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
  });

  it('should answer an interrupt with status 130', async () => {
    const signal = AbortSignal.abort();
    const run = await runAnomalies(['generate', '--lines', '5000'], { cwd, signal });
    expect(run.status).toBe(130);
    expect(run.stderr).toBe('Interrupted.\n');
  });
});
