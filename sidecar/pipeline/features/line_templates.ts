/** A part of a line that its pattern leaves open. */
export interface ParameterSpan {
  start: number;
  end: number;
  kind: string;
}

/** What features need of the frozen templates. */
export interface LineTemplates {
  /** Index of the line's template, or −1 where it has none and none can be added. */
  match(line: string, source?: string): number;
  text(template: number): string;
  params(line: string, template: number, source?: string): readonly ParameterSpan[];
  /** The constant words of a line as it stands, whatever template it has. */
  wordsOf(line: string, source?: string): string[];
  /** Templates of training. */
  readonly trainedSize: number;
}
