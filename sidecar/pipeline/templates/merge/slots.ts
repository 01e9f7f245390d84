import { VALUE } from '../vocabulary';

/** Remembers behind which two words a variable position was found: evidence for other patterns. */
export class SlotContexts {
  private readonly contexts: Set<number>;

  constructor(contexts: Iterable<number> = []) {
    this.contexts = new Set(contexts);
  }

  add(words: Int32Array, position: number): void {
    const key = contextKey(words, position);
    if (key !== undefined) this.contexts.add(key);
  }

  has(words: Int32Array, position: number): boolean {
    const key = contextKey(words, position);
    return key !== undefined && this.contexts.has(key);
  }

  toJSON(): number[] {
    return [...this.contexts];
  }
}

function contextKey(words: Int32Array, position: number): number | undefined {
  if (position < 2) return undefined;
  const before = words[position - 1];
  const secondBefore = words[position - 2];
  if (before === VALUE || secondBefore === VALUE) return undefined;
  return before * 0x4000000 + secondBefore;
}
