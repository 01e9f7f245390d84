import { HeaderMatcher } from './header/matcher';
import type { SourceHeaders } from './header/source_headers';
import type { TemplateMinerOptions } from './options';
import { Scanner } from './scan/scanner';

/** Reads a line: finds its message behind the header and scans it. No allocation. */
export class MessageReader {
  readonly scanner: Scanner;
  private readonly matcher = new HeaderMatcher();
  private readonly headers: SourceHeaders;

  constructor(options: TemplateMinerOptions, headers: SourceHeaders) {
    this.scanner = new Scanner(options.maxLineLength, options.maxTokens);
    this.headers = headers;
  }

  /** Offsets of the message of the line last read. */
  get start(): number {
    return this.matcher.start;
  }

  get end(): number {
    return this.matcher.end;
  }

  read(line: string, source: string): void {
    this.locate(line, source);
    this.scanner.scan(this.matcher.start, this.matcher.end);
  }

  /** Finds the message without scanning it. */
  locate(line: string, source: string): void {
    const { line: loaded } = this.scanner;
    loaded.load(line);
    this.matcher.match(loaded.units, loaded.length, this.headers.shapes(source));
  }
}
