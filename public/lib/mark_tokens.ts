export interface LinePart {
  text: string;
  isStrange: boolean;
}

/** Cuts a line at every occurrence of the strange tokens; longer tokens win where they overlap. */
export function markTokens(line: string, tokens: string[]): LinePart[] {
  const wanted = [...new Set(tokens)].filter((token) => token !== '');
  if (wanted.length === 0) return [{ text: line, isStrange: false }];
  const pattern = wanted
    .sort((a, b) => b.length - a.length)
    .map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  return line
    .split(new RegExp(`(${pattern})`))
    .map((text, i) => ({ text, isStrange: i % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
