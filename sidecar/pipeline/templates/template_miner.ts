import { SourceHeaders } from './header/source_headers';
import { MessageReader } from './message_reader';
import { buildModel } from './model/build';
import type { TemplateModel } from './model/template_model';
import { resolveTemplateOptions, type TemplateMinerOptions } from './options';
import { SkeletonTable } from './table/skeleton_table';

/**
 * Learns templates from raw lines. Each line is cut into its skeleton, the words that are left when
 * numbers, addresses and the like are masked; freeze() merges skeletons into templates.
 */
export class TemplateMiner {
  private readonly options: TemplateMinerOptions;
  private readonly headers = new SourceHeaders();
  private readonly reader: MessageReader;
  private readonly table: SkeletonTable;

  /** @throws RangeError when an option is out of its range. */
  constructor(options?: Partial<TemplateMinerOptions>) {
    this.options = resolveTemplateOptions(options);
    this.reader = new MessageReader(this.options, this.headers);
    this.table = new SkeletonTable(this.options);
  }

  /**
   * Learns the header of a source (a file; a service on a host) from its first lines, of which up to 500
   * are looked at. Lines of a source that was never learned try the headers of all others.
   */
  learnHeader(sampleLines: readonly string[], source = ''): void {
    this.headers.learn(sampleLines, source);
  }

  hasSource(source: string): boolean {
    return this.headers.has(source);
  }

  /** Counts a line and returns the index of its skeleton, dense and never reused. */
  add(line: string, source = ''): number {
    const { reader } = this;
    reader.read(line, source);
    return this.table.add(reader.scanner, reader.start, reader.end);
  }

  /**
   * Merges the skeletons into templates. The miner may go on and freeze again; with the previous model,
   * templates that it had keep their ids.
   */
  freeze(previous?: TemplateModel): TemplateModel {
    const headers = SourceHeaders.fromJSON(this.headers.toJSON());
    return buildModel(this.table, this.options, headers, previous);
  }
}
