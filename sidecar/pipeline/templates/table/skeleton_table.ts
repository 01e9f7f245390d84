import { mergeSkeletons } from '../merge/merge';
import type { SkeletonWords } from '../merge/skeleton_words';
import type { TemplateMinerOptions } from '../options';
import { readSkeleton } from '../scan/read_skeleton';
import type { Scanner } from '../scan/scanner';
import { Vocabulary } from '../vocabulary';
import { HashIndex } from './hash_index';

/** Where skeletons go that were evicted before training ended. */
export const EVICTED = -1;
/** UTF-16 units of a message that are kept to show its template. */
const SAMPLE_UNITS = 512;
const LAST_RESAMPLE = 1024;
/** Words that skeletons may hold on average when the table is full; longer ones leave less room. */
const MEAN_WORDS = 24;

/** A skeleton that is held with its words. */
export interface LiveSkeleton extends SkeletonWords {
  hashA: number;
  hashB: number;
  /** The message of its first line, and of a later one. */
  sample: string;
  laterSample: string;
}

/**
 * The distinct skeletons of the training lines. Indices are dense and never reused; when the table is
 * full, alike skeletons are merged and the stalest evicted, and `root` says where an index went.
 */
export class SkeletonTable {
  vocabulary = new Vocabulary();
  /** By index, in order of arrival. */
  readonly live = new Map<number, LiveSkeleton>();
  /** Indices given so far. */
  size = 0;
  private index = new HashIndex();
  private counts = new Int32Array(1024);
  private lastSeen = new Int32Array(1024);
  private parents = new Int32Array(1024);
  private clock = 0;
  private heldWords = 0;
  private readonly options: TemplateMinerOptions;

  constructor(options: TemplateMinerOptions) {
    this.options = options;
  }

  /** Counts the message last scanned, which covers units start to end, and returns its index. */
  add(scanner: Scanner, start: number, end: number): number {
    this.clock = (this.clock + 1) | 0;
    const found = this.index.get(scanner.hashA, scanner.hashB);
    if (found >= 0) {
      const count = ++this.counts[found];
      this.lastSeen[found] = this.clock;
      if ((count & (count - 1)) === 0 && count <= LAST_RESAMPLE) {
        (this.live.get(found) as LiveSkeleton).laterSample = takeSample(scanner, start, end);
      }
      return found;
    }
    const { maxSkeletons } = this.options;
    if (this.live.size >= maxSkeletons || this.heldWords >= maxSkeletons * MEAN_WORDS) {
      this.makeRoom();
    }
    return this.insert(scanner, start, end);
  }

  /** Lines of this skeleton and of those merged into it. */
  count(index: number): number {
    return this.counts[index];
  }

  /** The live skeleton that stands for this one, or EVICTED. */
  root(index: number): number {
    let at = index;
    while (at >= 0 && this.parents[at] !== at) at = this.parents[at];
    return at;
  }

  private insert(scanner: Scanner, start: number, end: number): number {
    const index = this.size++;
    const { words, flags } = readSkeleton(scanner, this.vocabulary);
    const sample = takeSample(scanner, start, end);
    const { hashA, hashB } = scanner;
    this.heldWords += words.length;
    this.live.set(index, { words, flags, hashA, hashB, sample, laterSample: sample });
    if (index >= this.counts.length) this.growTo(index * 2);
    this.counts[index] = 1;
    this.lastSeen[index] = this.clock;
    this.parents[index] = index;
    this.index.set(hashA, hashB, index);
    return index;
  }

  /** Merges alike skeletons; where that does not free a quarter, evicts the stalest down to half. */
  private makeRoom(): void {
    const { patterns } = mergeSkeletons(this.live, this.vocabulary, this.options);
    for (const pattern of patterns) {
      if (pattern.members.length < 2) continue;
      const keep = this.mostFrequent(pattern.members);
      const kept = this.live.get(keep) as LiveSkeleton;
      if (pattern.variants.length === 0) {
        this.heldWords += pattern.words.length - kept.words.length;
        kept.words = pattern.words;
        kept.flags = pattern.flags;
      }
      for (const member of pattern.members) {
        if (member === keep) continue;
        this.counts[keep] += this.counts[member];
        this.counts[member] = 0;
        this.lastSeen[keep] = Math.max(this.lastSeen[keep], this.lastSeen[member]);
        this.drop(member, keep);
      }
    }
    this.evictStale();
    this.rebuild();
  }

  private evictStale(): void {
    const { maxSkeletons } = this.options;
    const maxWords = maxSkeletons * MEAN_WORDS;
    if (this.live.size <= maxSkeletons * 0.75 && this.heldWords <= maxWords * 0.75) return;
    const stalest = [...this.live.keys()].sort(
      (a, b) => this.lastSeen[a] - this.lastSeen[b] || a - b,
    );
    for (const index of stalest) {
      if (this.live.size <= maxSkeletons >> 1 && this.heldWords <= maxWords >> 1) return;
      this.drop(index, EVICTED);
    }
  }

  private drop(index: number, parent: number): void {
    this.heldWords -= (this.live.get(index) as LiveSkeleton).words.length;
    this.live.delete(index);
    this.parents[index] = parent;
  }

  /** Makes index and vocabulary anew for what is left, so that evicted words are forgotten. */
  private rebuild(): void {
    const before = this.vocabulary;
    this.vocabulary = new Vocabulary();
    this.index = new HashIndex(this.live.size * 2);
    for (const [index, skeleton] of this.live) {
      skeleton.words = skeleton.words.map((word) => this.vocabulary.id(before.word(word)));
      this.index.set(skeleton.hashA, skeleton.hashB, index);
    }
  }

  /** The member with most lines, the first of equals. */
  mostFrequent(members: readonly number[]): number {
    let best = members[0];
    for (const member of members) {
      const more = this.counts[member] - this.counts[best];
      if (more > 0 || (more === 0 && member < best)) best = member;
    }
    return best;
  }

  private growTo(capacity: number): void {
    const grow = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(capacity);
      to.set(from);
      return to;
    };
    this.counts = grow(this.counts);
    this.lastSeen = grow(this.lastSeen);
    this.parents = grow(this.parents);
  }
}

function takeSample(scanner: Scanner, start: number, end: number): string {
  return scanner.line.text(start, Math.min(end, start + SAMPLE_UNITS));
}
