/**
 * What a header is made of, column by column. Steps up to the timestamp (or level) that anchors
 * the header must hold, or the line has no such header; later ones are skipped where they do not.
 */
export type HeaderStep =
  /** A column with one of these outlines (columns.ts). */
  | { kind: 'outline'; outlines: number[] }
  /** Any column. */
  | { kind: 'any' }
  | { kind: 'level'; required: boolean; letters: boolean }
  | { kind: 'number'; required: boolean }
  | { kind: 'separator'; required: boolean }
  | { kind: 'bracket'; required: boolean }
  /** file.cc:99] or Foo.java:12 */
  | { kind: 'fileLine' }
  /** a.b.Class */
  | { kind: 'dotted' }
  /** The rest of "component:", three columns at most. */
  | { kind: 'component' }
  /** All up to a lone - within the next four columns. */
  | { kind: 'dash' }
  /** LEVEL:logger: at the start of the line. */
  | { kind: 'levelName' }
  /** The text of this key of a JSON object. */
  | { kind: 'json'; key: string };

export interface HeaderShape {
  steps: HeaderStep[];
}
