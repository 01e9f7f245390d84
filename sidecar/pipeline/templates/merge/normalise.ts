import type { Vocabulary } from '../vocabulary';
import { positionsWithoutRepeats } from './collapse_repeats';
import type { SkeletonWords } from './skeleton_words';

/** A skeleton in the form in which skeletons are compared: repeats collapsed. */
export function normalise(skeleton: SkeletonWords, vocabulary: Vocabulary): SkeletonWords {
  const kept = positionsWithoutRepeats(skeleton.words, vocabulary);
  if (kept.length === skeleton.words.length) return skeleton;
  return {
    words: Int32Array.from(kept, (position) => skeleton.words[position]),
    flags: Uint8Array.from(kept, (position) => skeleton.flags[position]),
  };
}
