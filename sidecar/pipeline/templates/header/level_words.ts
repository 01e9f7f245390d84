import { WordSet } from '../scan/word_sets';

const LEVELS =
  `trace debug info information notice warn warning error err severe critical crit alert fatal
  failure emerg emergency panic verbose fine finer finest config`.split(/\s+/);

/** Level words in upper case, as hashes; lower-case letters are folded before asking. */
export const LEVEL_WORDS = new WordSet(LEVELS.map((w) => w.toUpperCase()));
/** Level letters of Android, glog and others: a level only where every line has one there. */
export const LEVEL_LETTERS = new WordSet(['V', 'D', 'I', 'W', 'E', 'F', 'C', 'T', 'N', 'A']);
