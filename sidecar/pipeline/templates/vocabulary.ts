import { isUpperCase } from './scan/mixed_word';

/** The id of a value's place in a skeleton. */
export const VALUE = 0;

const STATE = 1;
const IDENTIFIER = 2;
const PREFIXED = 4;

/** Numbers the words of skeletons; id 0 stands for a value. */
export class Vocabulary {
  private readonly ids = new Map<string, number>([['', VALUE]]);
  private readonly words: string[] = [''];
  private readonly traits: number[] = [0];

  constructor(words: readonly string[] = []) {
    for (const word of words) this.id(word);
  }

  id(word: string): number {
    let id = this.ids.get(word);
    if (id === undefined) {
      id = this.words.length;
      this.ids.set(word, id);
      this.words.push(word);
      this.traits.push(traitsOf(word));
    }
    return id;
  }

  /** The id of a word, or -1 for one that was never numbered. */
  find(word: string): number {
    return this.ids.get(word) ?? -1;
  }

  word(id: number): string {
    return this.words[id];
  }

  /** All words in order of their ids, to make the same vocabulary again. */
  toJSON(): readonly string[] {
    return this.words;
  }

  /** A word that names a state rather than a thing: RUNNING, Started, closing. */
  isState(id: number): boolean {
    return (this.traits[id] & STATE) !== 0;
  }

  /** A name rather than a word of a sentence: a.b, a_b, node-#. */
  isIdentifier(id: number): boolean {
    return (this.traits[id] & IDENTIFIER) !== 0;
  }

  /** Holds a masked number: blk_#. */
  isPrefixed(id: number): boolean {
    return (this.traits[id] & PREFIXED) !== 0;
  }
}

function traitsOf(word: string): number {
  let traits = isUpperCase(word) || /^[A-Za-z]{3,}(?:ed|ing)$/.test(word) ? STATE : 0;
  if (/[._#/\\@$]/.test(word)) traits |= IDENTIFIER;
  if (word.includes('#')) traits |= PREFIXED;
  return traits;
}
