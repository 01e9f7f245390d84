import type { PlannedLine, AnomalyKind, LogStream } from './types';

export interface QueuedLine extends PlannedLine {
  stream: LogStream;
  kind: AnomalyKind | null;
}

/** Lines that are to come, the earliest first; of the same time, the one that was put in first. A binary heap. */
export class PlannedQueue {
  private readonly heap: Array<{ line: QueuedLine; order: number }> = [];
  private nextOrder = 0;

  get earliestMs(): number {
    return this.heap.length === 0 ? Infinity : this.heap[0].line.atMs;
  }

  push(line: QueuedLine): void {
    this.heap.push({ line, order: this.nextOrder++ });
    let child = this.heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.before(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  /** Takes the earliest out. @throws RangeError when empty */
  shift(): QueuedLine {
    if (this.heap.length === 0) throw new RangeError('The queue is empty.');
    const first = this.heap[0].line;
    const last = this.heap.pop();
    if (last && this.heap.length > 0) {
      this.heap[0] = last;
      this.sink();
    }
    return first;
  }

  private sink(): void {
    let parent = 0;
    for (;;) {
      let smallest = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < this.heap.length && this.before(child, smallest)) smallest = child;
      }
      if (smallest === parent) return;
      this.swap(parent, smallest);
      parent = smallest;
    }
  }

  private before(a: number, b: number): boolean {
    const [one, other] = [this.heap[a], this.heap[b]];
    return (
      one.line.atMs - other.line.atMs < 0 ||
      (one.line.atMs === other.line.atMs && one.order < other.order)
    );
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b], this.heap[a]];
  }
}
