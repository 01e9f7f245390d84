/** Letters only: numbers say nothing about what kind of line it is. */
const WORD = /[A-Za-z]{2,}/g;
/** What stands in a pattern for a value: <ip>, <*>. */
const PLACEHOLDER = /<[a-z*]+>/g;

/** The words of a pattern, each once, in lower case. */
export function wordsOf(text: string): string[] {
  const words = text.replace(PLACEHOLDER, '0').match(WORD) ?? [];
  return [...new Set(words.map((word) => word.toLowerCase()))];
}

/** Document frequencies of words over lines, kept by pattern: a line has the words of its pattern. */
export class WordFrequencies {
  private readonly lines = new Map<string, number>();

  constructor(private readonly wordsOfTemplate: readonly string[][]) {}

  /** Counts `lines` lines of a template (negative: uncounts). */
  add(template: number, lines: number): void {
    for (const word of this.wordsOfTemplate[template])
      this.lines.set(word, (this.lines.get(word) ?? 0) + lines);
  }

  /** Mean over the words of −ln of the share of lines that hold the word; 0 for no words. */
  rarity(words: readonly string[], totalLines: number): number {
    if (words.length === 0) return 0;
    let sum = 0;
    for (const word of words)
      sum -= Math.log(((this.lines.get(word) ?? 0) + 0.5) / (totalLines + 1));
    return sum / words.length;
  }

  countOf(word: string): number {
    return this.lines.get(word) ?? 0;
  }

  toJSON(): [string, number][] {
    return [...this.lines];
  }

  static fromJSON(entries: [string, number][], wordsOfTemplate: string[][]): WordFrequencies {
    const words = new WordFrequencies(wordsOfTemplate);
    for (const [word, lines] of entries) words.lines.set(word, lines);
    return words;
  }
}
