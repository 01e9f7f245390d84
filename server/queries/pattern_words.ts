import { allOf, type Query } from './elasticsearch';

const PLACEHOLDER = /<[^<>\s]{1,40}>/;
/** More phrases make the search slower, not better. */
const MAX_PHRASES = 12;
const MAX_PHRASE_CHARS = 300;

/**
 * The constant parts of a pattern, as phrases that an analysed text can be searched for. A word that
 * touches a placeholder is only a part of a word in the line, and is left out.
 */
export function phrasesOf(patternText: string): string[] {
  const parts = patternText.split(PLACEHOLDER);
  return parts
    .map((part, i) => {
      const start = i > 0 ? part.replace(/^[\p{L}\p{N}_.]+/u, '') : part;
      return i < parts.length - 1 ? start.replace(/[\p{L}\p{N}_.]+$/u, '') : start;
    })
    .map((part) => part.trim().slice(0, MAX_PHRASE_CHARS))
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .sort((a, b) => b.length - a.length)
    .slice(0, MAX_PHRASES);
}

/** Lines with all the constant words of a pattern; undefined where it has none. */
export function linesLike(patternText: string): Query | undefined {
  const phrases = phrasesOf(patternText);
  if (phrases.length === 0) return undefined;
  return allOf(...phrases.map((phrase): Query => ({ match_phrase: { message: phrase } })));
}
