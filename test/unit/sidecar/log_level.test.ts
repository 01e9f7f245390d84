import { createLogger } from '../../../sidecar/logger';
import { LogLevelSwitch } from '../../../sidecar/log_level';

describe('LogLevelSwitch', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const quiet = () => {
    const log = createLogger('fatal');
    return { log, level: new LogLevelSwitch(log) };
  };

  it('should fall back to the configured level when the time is over', () => {
    const { log, level } = quiet();
    const state = level.set('error', 10);
    expect(state).toMatchObject({ level: 'error', configured: 'fatal' });
    jest.advanceTimersByTime(10 * 60_000 - 1);
    expect(log.level).toBe('error');
    jest.advanceTimersByTime(1);
    expect(level.state()).toEqual({ level: 'fatal', configured: 'fatal', until: null });
  });

  it('should count the time anew where it is set again', () => {
    const { log, level } = quiet();
    level.set('error', 10);
    jest.advanceTimersByTime(9 * 60_000);
    level.set('error', 10);
    jest.advanceTimersByTime(9 * 60_000);
    expect(log.level).toBe('error');
  });

  it('should keep what was set for a while where another level is configured meanwhile, and fall back to that', () => {
    const { log, level } = quiet();
    level.set('error', 10);
    level.configure('silent');
    expect(log.level).toBe('error');
    jest.advanceTimersByTime(10 * 60_000);
    expect(log.level).toBe('silent');
  });
});
