const MAX_CHARS = 32;

/** A pattern in the space of a tab: its words, without the variable parts. */
export function patternName(text: string): string {
  const words = text
    .replace(/<[^<>\s]{1,40}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const name = words === '' ? text : words;
  return name.length > MAX_CHARS ? `${name.slice(0, MAX_CHARS - 1).trimEnd()}…` : name;
}
