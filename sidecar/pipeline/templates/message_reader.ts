import { HeaderMatcher } from './header/matcher';
import type { SourceHeaders } from './header/source_headers';
import type { TemplateMinerOptions } from './options';
import { Scanner } from './scan/scanner';

/** Reads a line: finds its message behind the header and scans it. No allocation. */
export class MessageReader {
  readonly scanner: Scanner;
  private readonly matcher = new HeaderMatcher();
  private readonly headers: SourceHeaders;
  private lastLine: string | undefined;
  private lastSource = '';

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
    this.lastLine = line;
    this.lastSource = source;
  }

  /** The same, at no cost for the line that was read last. */
  readAgain(line: string, source: string): void {
    if (line !== this.lastLine || source !== this.lastSource) this.read(line, source);
  }

  /** Makes the next readAgain read, as when headers were learned since. */
  forget(): void {
    this.lastLine = undefined;
  }

  /** Finds the message without scanning it. */
  locate(line: string, source: string): void {
    this.lastLine = undefined;
    const { line: loaded } = this.scanner;
    loaded.load(line);
    this.matcher.match(loaded.units, loaded.length, this.headers.shapes(source));
  }
}
