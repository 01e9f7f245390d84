/** The place of a word is in quotes. */
export const QUOTED = 1;
/** An equals sign follows the word: it is a key. */
export const KEY = 2;

/** The words of one skeleton. */
export interface SkeletonWords {
  /** Word ids, VALUE where any word may stand. */
  words: Int32Array;
  /** QUOTED and KEY bits of each word. */
  flags: Uint8Array;
}
