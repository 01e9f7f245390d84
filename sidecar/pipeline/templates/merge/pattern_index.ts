import { VALUE } from '../vocabulary';

const NOT_FOUND = -1;
const WORD_LIMIT = 0x4000000;
/** Nodes that one search may visit; patterns with many wildcards can branch at each. */
const MAX_VISITS = 512;

/** A tree over word positions that finds the pattern a word sequence fits, wildcards included. */
export class PatternIndex {
  /** node * WORD_LIMIT + word to the node behind it; a VALUE edge fits any word. */
  private readonly edges = new Map<number, number>();
  private readonly targets = new Map<number, number>();
  private nodes = 1;
  private visits = 0;

  /** Adds a pattern; where the same words are there already, the first target stays. */
  add(words: Int32Array, target: number): void {
    let node = 0;
    for (const word of words) {
      const key = node * WORD_LIMIT + word;
      let next = this.edges.get(key);
      if (next === undefined) {
        next = this.nodes++;
        this.edges.set(key, next);
      }
      node = next;
    }
    if (!this.targets.has(node)) this.targets.set(node, target);
  }

  /** The target of the fitting pattern, exact words preferred from left to right, or -1. */
  find(words: Int32Array): number {
    this.visits = 0;
    return this.walk(words, 0, 0);
  }

  private walk(words: Int32Array, position: number, node: number): number {
    if (position === words.length) return this.targets.get(node) ?? NOT_FOUND;
    if (++this.visits > MAX_VISITS) return NOT_FOUND;
    const word = words[position];
    if (word > VALUE) {
      const exact = this.edges.get(node * WORD_LIMIT + word);
      if (exact !== undefined) {
        const found = this.walk(words, position + 1, exact);
        if (found !== NOT_FOUND) return found;
      }
    }
    const wild = this.edges.get(node * WORD_LIMIT + VALUE);
    return wild === undefined ? NOT_FOUND : this.walk(words, position + 1, wild);
  }
}
