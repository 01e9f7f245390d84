import { HEADER_SAMPLE_LINES, type TemplateMiner } from './templates';

/** With fewer lines a header cannot be told from the message; the headers of the other sources are tried instead. */
const MIN_SAMPLE_LINES = 20;
/** Lines that wait for their header to be learned, over all sources. */
const MAX_WAITING_LINES = 20_000;

/** Hands lines to the miner, those of a new source only when enough have come to learn its header from. */
export class HeaderLearning {
  /** Lines of each source; an empty list once its header is learned. */
  private readonly waiting = new Map<string, string[]>();
  private waitingLines = 0;

  constructor(private readonly miner: TemplateMiner) {}

  add(line: string, source: string): void {
    let held = this.waiting.get(source);
    if (!held) this.waiting.set(source, (held = []));
    else if (held.length === 0) {
      this.miner.add(line, source);
      return;
    }
    held.push(line);
    this.waitingLines++;
    if (held.length >= HEADER_SAMPLE_LINES) {
      this.miner.learnHeader(held, source);
      this.release(held, source);
    } else if (this.waitingLines >= MAX_WAITING_LINES) this.finish();
  }

  /** Learns from what there is and hands on all lines that still wait. */
  finish(): void {
    const waiting = [...this.waiting].filter(([, held]) => held.length > 0);
    const enough = waiting.filter(([, held]) => held.length >= MIN_SAMPLE_LINES);
    for (const [source, held] of enough) this.miner.learnHeader(held, source);
    for (const [source, held] of waiting) this.release(held, source);
  }

  private release(held: string[], source: string): void {
    for (const line of held) this.miner.add(line, source);
    this.waitingLines -= held.length;
    held.length = 0;
  }
}
