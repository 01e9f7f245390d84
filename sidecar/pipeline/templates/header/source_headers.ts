import { distinct, learnHeaderShapes } from './learn';
import type { HeaderShape } from './shape';

const MAX_SOURCES = 10_000;
const MAX_SHARED_SHAPES = 32;

/** The header shapes of each source; sources that were never seen try the shapes of all others. */
export class SourceHeaders {
  private readonly bySource = new Map<string, readonly HeaderShape[]>();
  private shared: readonly HeaderShape[] = [];
  private lastSource: string | undefined;
  private lastShapes: readonly HeaderShape[] = [];

  /** Learns (or learns anew) from the first lines of a source. */
  learn(sampleLines: readonly string[], source: string): void {
    this.set(source, learnHeaderShapes(sampleLines));
  }

  has(source: string): boolean {
    return this.bySource.has(source);
  }

  shapes(source: string): readonly HeaderShape[] {
    if (source === this.lastSource) return this.lastShapes;
    this.lastSource = source;
    this.lastShapes = this.bySource.get(source) ?? this.shared;
    return this.lastShapes;
  }

  toJSON(): [string, readonly HeaderShape[]][] {
    return [...this.bySource];
  }

  static fromJSON(state: readonly (readonly [string, readonly HeaderShape[]])[]): SourceHeaders {
    const headers = new SourceHeaders();
    for (const [source, shapes] of state) headers.set(source, shapes);
    return headers;
  }

  private set(source: string, shapes: readonly HeaderShape[]): void {
    if (!this.bySource.has(source) && this.bySource.size >= MAX_SOURCES) return;
    this.bySource.set(source, shapes);
    this.shared = distinct([...this.shared, ...shapes]).slice(0, MAX_SHARED_SHAPES);
    this.lastSource = undefined;
  }
}
