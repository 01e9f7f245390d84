/** A part of a line that its pattern leaves open. */
export interface ParameterSpan {
  start: number;
  end: number;
  kind: string;
}

/** What features need of the frozen templates. */
export interface LineTemplates {
  /** Index of the line's template, or −1 where it has none and none can be added. */
  match(line: string, sourceKey?: string): number;
  /** Not one of those of training. */
  isNew(template: number): boolean;
  text(template: number): string;
  params(line: string, template: number): readonly ParameterSpan[];
  /** Templates of training. */
  readonly trainedSize: number;
}
