import type { LogLevelState } from '../common/api/log_level/schema';
import type { Logger } from './logger';

const MS_PER_MINUTE = 60_000;

/**
 * The level of the process's log, which can be changed for a while. Threads take it over from the logger's own event.
 */
export class LogLevelSwitch {
  private configured: string;
  private timer: NodeJS.Timeout | null = null;
  private until: Date | null = null;

  constructor(private readonly log: Logger) {
    this.configured = log.level;
  }

  state(): LogLevelState {
    return {
      level: this.log.level,
      configured: this.configured,
      until: this.until?.toISOString() ?? null,
    };
  }

  /** Logs on another level until the time is over; the configured level ends that at once. */
  set(level: string, forMinutes: number): LogLevelState {
    this.stop();
    if (level !== this.configured) {
      const lastsMs = forMinutes * MS_PER_MINUTE;
      this.until = new Date(Date.now() + lastsMs);
      this.timer = setTimeout(() => this.fallBack(), lastsMs).unref();
    }
    this.change(level);
    return this.state();
  }

  /** The configuration was read again. What was set for a while stays for that while. */
  configure(level: string): void {
    this.configured = level;
    if (this.until === null) this.change(level);
  }

  /** Forgets to fall back. */
  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.until = null;
  }

  private fallBack(): void {
    this.stop();
    this.change(this.configured);
  }

  /** Said on the level of before and on the new one, so that a log that falls silent says why. */
  private change(level: string): void {
    const before = this.log.level;
    if (level === before) return;
    const { until } = this.state();
    const say = () => this.log.warn({ before, now: level, until }, 'Log level changed');
    const wasHeard = this.log.isLevelEnabled('warn');
    if (wasHeard) say();
    this.log.level = level;
    if (!wasHeard) say();
  }
}
