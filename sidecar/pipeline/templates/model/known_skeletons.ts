import { HashIndex } from '../table/hash_index';

const NOT_FOUND = -1;

/**
 * The skeletons whose template is known: those of training for ever, those met since in two generations,
 * of which the older is dropped when the younger is full. So a flood of new skeletons costs no memory.
 */
export class KnownSkeletons {
  private readonly trained: HashIndex;
  private young = new HashIndex();
  private old = new HashIndex();
  private readonly capacity: number;

  constructor(trained: HashIndex, maxSkeletons: number) {
    this.trained = trained;
    this.capacity = Math.max(500, maxSkeletons >> 1);
  }

  /** The template, or -1. */
  get(a: number, b: number): number {
    const trained = this.trained.get(a, b);
    if (trained >= 0) return trained;
    const young = this.young.get(a, b);
    if (young >= 0) return young;
    const old = this.old.get(a, b);
    if (old >= 0) this.set(a, b, old);
    return old >= 0 ? old : NOT_FOUND;
  }

  set(a: number, b: number, template: number): void {
    if (this.young.size >= this.capacity) {
      this.old = this.young;
      this.young = new HashIndex();
    }
    this.young.set(a, b, template);
  }

  toJSON(): [trained: Int32Array, young: Int32Array, old: Int32Array] {
    return [this.trained.entries(), this.young.entries(), this.old.entries()];
  }

  static fromJSON(
    [trained, young, old]: readonly Int32Array[],
    maxSkeletons: number,
  ): KnownSkeletons {
    const known = new KnownSkeletons(toIndex(trained), maxSkeletons);
    known.young = toIndex(young);
    known.old = toIndex(old);
    return known;
  }
}

function toIndex(entries: Int32Array): HashIndex {
  const index = new HashIndex(entries.length / 3);
  for (let i = 0; i < entries.length; i += 3) index.set(entries[i], entries[i + 1], entries[i + 2]);
  return index;
}
