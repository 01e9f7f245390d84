/**
 * One line as UTF-16 units in a reused array. Writing a string into a buffer once and reading
 * typed memory is faster than asking the string for each unit, and keeps offsets equal.
 */
export class LineUnits {
  readonly units: Uint16Array;
  length = 0;
  private readonly bytes: Buffer;
  private readonly narrow: Buffer;
  private readonly limit: number;

  constructor(maxLineLength: number) {
    this.limit = maxLineLength;
    // Three more units, so that readers may look ahead without asking for the end.
    const memory = new ArrayBuffer((maxLineLength + 3) * 2);
    this.units = new Uint16Array(memory);
    this.bytes = Buffer.from(memory);
    this.narrow = Buffer.alloc(maxLineLength + 3);
  }

  /** Loads at most maxLineLength units; anything a JS string can hold is allowed. */
  load(line: string): void {
    const n = this.bytes.write(line, 0, this.limit * 2, 'utf16le') >> 1;
    this.length = n;
    this.endAt(n);
  }

  /** Puts the end mark (units that belong to no word) behind the given offset. */
  endAt(end: number): void {
    this.units[end] = 0;
    this.units[end + 1] = 0;
    this.units[end + 2] = 0;
  }

  /** A copy of the units from start to end, not tied to the memory of the loaded string. */
  text(start: number, end: number): string {
    const { units, narrow } = this;
    for (let i = start; i < end; i++) {
      if (units[i] > 255) return this.bytes.toString('utf16le', start * 2, end * 2);
      narrow[i - start] = units[i];
    }
    return narrow.toString('latin1', 0, end - start);
  }
}
