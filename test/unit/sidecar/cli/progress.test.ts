import { PassThrough, Readable } from 'node:stream';
import { startProgress } from '../../../../sidecar/cli/progress';

function context(isTTY: boolean) {
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 100 });
  const stdout = new PassThrough();
  return {
    stdin: Readable.from([]),
    stdout,
    stderr,
    env: {},
    cwd: '/',
    signal: new AbortController().signal,
    text: () => String(stderr.read() ?? ''),
    out: () => String(stdout.read() ?? ''),
  };
}

describe('startProgress', () => {
  afterEach(() => jest.useRealTimers());

  it('should write plain lines now and then where there is no terminal, on stderr only', () => {
    jest.useFakeTimers();
    const where = context(false);
    const progress = startProgress(where, 'Reading');
    progress.update(0.1, '10 lines');
    expect(where.text()).toBe('');
    jest.advanceTimersByTime(6000);
    progress.update(0.429, '43 lines');
    progress.update(0.5, '50 lines');
    expect(where.text()).toBe('Reading 42 % 43 lines\n');
    progress.done('Read 100 lines.');
    expect(where.text()).toBe('Read 100 lines.\n');
    expect(where.out()).toBe('');
  });

  it('should draw a bar on a terminal and leave only the last words', () => {
    const where = context(true);
    const progress = startProgress(where, 'Reading');
    progress.update(0.5, '50 lines');
    progress.done('Read 100 lines.');
    expect(where.text()).toMatch(/Reading [█░]+[^]*Read 100 lines\.\n$/);
  });
});
