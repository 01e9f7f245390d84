import cliProgress from 'cli-progress';
import type { CliContext } from './context';

/** Shows how far long work is: a bar on a terminal, a plain line now and then elsewhere; always on stderr. */
export interface Progress {
  /** @param fraction 0–1; null where the end is not known */
  update(fraction: number | null, detail: string): void;
  /** Ends the display and leaves `detail` standing. */
  done(detail: string): void;
  /** Ends the display without a word, because an error message follows. */
  stop(): void;
}

const PLAIN_INTERVAL_MS = 5_000;

export function startProgress(context: CliContext, title: string): Progress {
  return context.stderr.isTTY ? new BarProgress(context, title) : new PlainProgress(context, title);
}

class BarProgress implements Progress {
  private readonly bar: cliProgress.SingleBar;

  constructor(
    private readonly context: CliContext,
    title: string,
  ) {
    this.bar = new cliProgress.SingleBar({
      stream: context.stderr as NodeJS.WritableStream,
      format: `${title} {bar} {percent} {detail}`,
      formatValue: (value, options, type) =>
        type === 'percentage' ? `${value} %` : cliProgress.Format.ValueFormat(value, options, type),
      formatBar: cliProgress.Format.BarFormat,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
      fps: 8,
    });
    this.bar.start(1, 0, { percent: '', detail: '' });
  }

  update(fraction: number | null, detail: string): void {
    const percent = fraction === null ? '' : `${Math.floor(fraction * 100)} %`;
    this.bar.update(fraction ?? 0, { percent, detail: this.fitting(detail) });
  }

  done(detail: string): void {
    this.bar.stop();
    this.context.stderr.write(`${detail}\n`);
  }

  stop(): void {
    this.bar.stop();
  }

  /** A bar that wraps would leave a trail of lines. */
  private fitting(detail: string): string {
    const room = (this.context.stderr.columns ?? 80) - 50;
    return detail.length > room ? detail.slice(0, Math.max(0, room)) : detail;
  }
}

class PlainProgress implements Progress {
  private lastMs = performance.now();

  constructor(
    private readonly context: CliContext,
    private readonly title: string,
  ) {}

  update(fraction: number | null, detail: string): void {
    const nowMs = performance.now();
    if (nowMs - this.lastMs < PLAIN_INTERVAL_MS) return;
    this.lastMs = nowMs;
    const percent = fraction === null ? '' : ` ${Math.floor(fraction * 100)} %`;
    this.context.stderr.write(`${this.title}${percent} ${detail}\n`);
  }

  done(detail: string): void {
    this.context.stderr.write(`${detail}\n`);
  }

  stop(): void {
    // Nothing stands on the terminal that would have to go.
  }
}
