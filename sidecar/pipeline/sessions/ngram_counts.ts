import { BundleError, type Bundle, type BundleArray } from '../bundle';

/** N-grams of two events and more that are kept: about 100 MB. Those that come later are as if never seen. */
export const MAX_NGRAMS = 1 << 20;
const ROOT = 0;
const NONE = -1;

/**
 * Counts of n-grams in a trie: a node is an n-gram, and its parent the context that its last event came in.
 * The first event of a sequence comes after the start token, which is a context only.
 */
export class NgramCounts {
  private readonly nodes = new Map<number, number>();
  private readonly parents: number[] = [ROOT];
  private readonly tokens: number[] = [0];
  private readonly counts: number[] = [0];
  /** Events that followed a node, and different ones among them. */
  private readonly followed: number[] = [0];
  private readonly successors: number[] = [0];
  /** Nodes of the last 0, 1, … order − 1 events; NONE where such a context was never seen. */
  private readonly contexts: Int32Array;

  /**
   * @param order longest n-gram
   * @param tokens different tokens, the last of which starts a sequence
   */
  constructor(
    readonly order: number,
    private readonly tokenCount: number,
    private readonly maxNgrams = MAX_NGRAMS,
  ) {
    this.contexts = new Int32Array(order);
  }

  /** Counts a sequence `times` times; a negative number takes it out again. */
  add(sequence: Int32Array, times: number): void {
    this.start(true);
    for (const token of sequence) {
      // From the longest context down, since each makes room for the next longer one.
      for (let length = this.order - 1; length >= 0; length--) {
        const context = this.contexts[length];
        const node = context === NONE ? NONE : this.child(context, token, true);
        if (node !== NONE) this.count(node, context, times);
        if (length + 1 < this.order) this.contexts[length + 1] = node;
      }
    }
  }

  private count(node: number, context: number, times: number): void {
    const before = this.counts[node];
    this.counts[node] = before + times;
    this.followed[context] += times;
    if (before === 0) this.successors[context]++;
    else if (before + times === 0) this.successors[context]--;
  }

  /**
   * Calls `visit` with −ln P of each event of a sequence: n-grams backed off to ever shorter ones, the single
   * event to uniform over all tokens but the start, each step by Witten and Bell 1991, method C:
   * P(e | c) = (n(c e) + T(c) · P(e | shorter c)) / (n(c) + T(c)), T(c) the different successors of c.
   */
  surprises(sequence: Int32Array, visit: (position: number, nats: number) => void): void {
    this.start(false);
    for (let position = 0; position < sequence.length; position++) {
      let probability = 1 / (this.tokenCount - 1);
      let shorter = ROOT;
      for (let length = 0; length < this.order; length++) {
        const context = this.contexts[length];
        this.contexts[length] = shorter;
        shorter = NONE;
        if (context === NONE) continue;
        const node = this.child(context, sequence[position], false);
        shorter = node;
        const mass = this.followed[context] + this.successors[context];
        if (mass === 0) continue;
        const held = node === NONE ? 0 : this.counts[node];
        probability = (held + this.successors[context] * probability) / mass;
      }
      visit(position, -Math.log(probability));
    }
  }

  private start(add: boolean): void {
    this.contexts.fill(NONE);
    this.contexts[0] = ROOT;
    if (this.order > 1) this.contexts[1] = this.child(ROOT, this.tokenCount - 1, add);
  }

  private child(parent: number, token: number, add: boolean): number {
    const key = parent * this.tokenCount + token;
    const held = this.nodes.get(key);
    if (held !== undefined) return held;
    // Single events always find room: there are no more of them than templates.
    if (!add || (parent !== ROOT && this.parents.length >= this.maxNgrams + this.tokenCount))
      return NONE;
    return this.push(parent, token);
  }

  private push(parent: number, token: number): number {
    const node = this.parents.length;
    this.nodes.set(parent * this.tokenCount + token, node);
    this.parents.push(parent);
    this.tokens.push(token);
    this.counts.push(0);
    this.followed.push(0);
    this.successors.push(0);
    return node;
  }

  toArrays(): Record<string, BundleArray> {
    return {
      parents: Uint32Array.from(this.parents),
      tokens: Uint32Array.from(this.tokens),
      counts: Uint32Array.from(this.counts),
    };
  }

  /** @throws BundleError */
  static fromBundle(bundle: Bundle, order: number, tokenCount: number): NgramCounts {
    const parents = bundle.array('parents', 'u32');
    const tokens = bundle.array('tokens', 'u32', parents.length);
    const counts = bundle.array('counts', 'u32', parents.length);
    const ngrams = new NgramCounts(order, tokenCount);
    for (let node = 1; node < parents.length; node++) {
      if (parents[node] >= node || tokens[node] >= tokenCount)
        throw new BundleError('an n-gram is out of range');
      ngrams.push(parents[node], tokens[node]);
      if (counts[node] > 0) ngrams.count(node, parents[node], counts[node]);
    }
    return ngrams;
  }
}
