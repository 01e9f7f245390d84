const PLACEHOLDER = /<[^<>\s]{1,40}>/g;
/** Where OutOfMemoryError falls into words. */
const CAMEL_CASE = /(?<=\p{Ll})(?=\p{Lu})/gu;
const WORD = /[\p{L}][\p{L}\p{N}]+/gu;

/** The words of a pattern in lower case, its placeholders and single letters left out. */
export function patternWords(text: string): string[] {
  const words = text.replace(PLACEHOLDER, ' ').replace(CAMEL_CASE, ' ').toLowerCase().match(WORD);
  return words ?? [];
}
