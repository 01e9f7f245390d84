import type { LogEvent } from '../parse/log_event';
import type { Bundle, BundleArray } from '../bundle';
import { hasAlarmWord, severityOfLevel } from './alarm_words';
import { COLUMN, LINE_COLUMNS } from './columns';
import { ExtraFeatures } from './extra_features';
import {
  checkFeatureSets,
  columnsOff,
  DEFAULT_FEATURE_SETS,
  type FeatureSet,
} from './feature_sets';
import { KeyStatistics } from './key_statistics';
import type { LineTemplates, ParameterSpan } from './line_templates';
import { UNSEEN_NATS, type FeatureMatrix } from './matrix';
import { ParameterSlots, USUAL_NATS } from './parameter_slots';
import { WordFrequencies, wordsOf } from './words';

/** Characters of a line of a new pattern that alarm words are looked for in. */
const MAX_ALARM_CHARS = 2048;

/** Lines as numbers, with what the numbers were made from. */
export interface LineBatch {
  matrix: FeatureMatrix;
  /** Template of each line; −1 for none. */
  template: Int32Array;
  /** Key of each line; −1 where it was never seen. */
  key: Int32Array;
}

/** What a reason needs to know of a line again. */
export interface LineView {
  event: LogEvent;
  /** Which learned header it belongs to. */
  source: string;
  template: number;
  key: number;
  spans: readonly ParameterSpan[];
}

/**
 * Everything that training learned about lines, and the features of a line in its light. Training lines are
 * judged by {@link heldBackRows}: with all lines of their block taken out.
 */
export class LineStatistics {
  /** Lines of each training template. */
  readonly templateCount: Uint32Array;
  private readonly alarm: Uint8Array;
  private sets: readonly FeatureSet[] = DEFAULT_FEATURE_SETS;
  private extra = ExtraFeatures.NONE;
  private off: readonly number[] = [];
  /** Columns of the matrix. */
  columns: readonly string[] = LINE_COLUMNS;

  private constructor(
    readonly templates: LineTemplates,
    readonly keys: KeyStatistics,
    readonly parameters: ParameterSlots,
    private readonly words: WordFrequencies,
    templateCount: Uint32Array,
  ) {
    this.templateCount = templateCount;
    this.alarm = Uint8Array.from(templateCount, (_, template) =>
      hasAlarmWord(templates.text(template)) ? 1 : 0,
    );
  }

  /** @param blockCount how many blocks the training stream will come in */
  static empty(templates: LineTemplates, blockCount: number): LineStatistics {
    const size = templates.trainedSize;
    return new LineStatistics(
      templates,
      new KeyStatistics(blockCount),
      new ParameterSlots(size),
      new WordFrequencies(templateWords(templates)),
      new Uint32Array(size),
    );
  }

  /**
   * Counts the lines of one block; blocks come one after the other. Lines without a template are left out.
   * @param times first and last time of each template, two numbers each, brought up to date
   * @param onLine is told the template of each line, −1 for none
   */
  add(
    events: readonly LogEvent[],
    block: number,
    sourceKeyOf: SourceKeyOf,
    times: Float64Array,
    onLine: (event: LogEvent, template: number) => void = () => {},
  ): void {
    for (const event of events) {
      const view = this.view(event, sourceKeyOf);
      onLine(event, view.template);
      this.count(view, block);
      if (!this.isTrained(view.template) || Number.isNaN(event.timestampMs)) continue;
      const at = 2 * view.template;
      if (!(times[at] <= event.timestampMs)) times[at] = event.timestampMs;
      if (!(times[at + 1] >= event.timestampMs)) times[at + 1] = event.timestampMs;
    }
  }

  /** True where values had to be left out because there were too many. */
  get overflowed(): boolean {
    return this.parameters.overflowed;
  }

  private count(view: LineView, block: number): void {
    const { template } = view;
    if (!this.isTrained(template)) return;
    this.keys.add(view.event, template, block);
    this.parameters.add(template, view.event.raw, view.spans, block);
    this.templateCount[template]++;
  }

  private uncount(view: LineView, stampOut: number): void {
    const { template } = view;
    if (!this.isTrained(template)) return;
    this.keys.remove(view.event, template, stampOut);
    this.parameters.remove(template, view.event.raw, view.spans, stampOut);
    this.templateCount[template]--;
  }

  /**
   * To be called once all blocks were added: counts the words of the patterns, and learns the features that rest on
   * them.
   * @param sets features that are on
   */
  finishCounting(sets: readonly FeatureSet[], seed: number): void {
    this.templateCount.forEach((lines, template) => this.words.add(template, lines));
    const patterns = Array.from(this.templateCount, (lines, template) => ({
      words: wordsOf(this.templates.text(template)),
      lines,
    }));
    this.useFeatures(sets, ExtraFeatures.fit(sets, patterns, seed));
  }

  private useFeatures(sets: readonly FeatureSet[], extra: ExtraFeatures): void {
    this.sets = sets;
    this.extra = extra;
    this.off = columnsOff(sets);
    this.columns = extra.columns.length > 0 ? [...LINE_COLUMNS, ...extra.columns] : LINE_COLUMNS;
  }

  /** Features of the lines of a training block, judged by all the other blocks. */
  heldBackRows(
    events: readonly LogEvent[],
    block: number,
    sourceKeyOf: SourceKeyOf,
  ): FeatureMatrix {
    const views = events.map((event) => this.view(event, sourceKeyOf));
    const stampOut = -2 - block;
    for (const view of views) {
      this.uncount(view, stampOut);
      if (this.isTrained(view.template)) this.words.add(view.template, -1);
    }
    const { columns } = this;
    const values = new Float32Array(views.length * columns.length);
    views.forEach((view, row) => {
      view.key = this.keys.keyOf(view.event, view.template);
      this.fill(view, values, row * columns.length);
    });
    for (const view of views) {
      this.count(view, block);
      if (this.isTrained(view.template)) this.words.add(view.template, 1);
    }
    return { columns, rows: views.length, values };
  }

  /** Features of new lines. */
  extract(events: readonly LogEvent[], sourceKeyOf: SourceKeyOf): LineBatch {
    const rows = events.length;
    const { columns } = this;
    const values = new Float32Array(rows * columns.length);
    const template = new Int32Array(rows);
    const key = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const view = this.view(events[row], sourceKeyOf);
      template[row] = view.template;
      key[row] = view.key;
      this.fill(view, values, row * columns.length);
    }
    return { matrix: { columns, rows, values }, template, key };
  }

  view(event: LogEvent, sourceKeyOf: SourceKeyOf): LineView {
    const source = sourceKeyOf(event);
    const template = this.templates.match(event.raw, source);
    const trained = this.isTrained(template);
    return {
      event,
      source,
      template,
      key: trained ? this.keys.keyOf(event, template) : -1,
      spans: trained ? this.templates.params(event.raw, template, source) : [],
    };
  }

  private isTrained(template: number): boolean {
    return template >= 0 && template < this.templateCount.length;
  }

  /** Whether training (without the line's own block) ever saw the pattern. */
  isKnown(template: number): boolean {
    return this.isTrained(template) && this.templateCount[template] > 0;
  }

  /** The words of a line's pattern; of a new pattern, those of the line itself, whatever its pattern is called. */
  wordsOfLine({ event, source, template }: LineView): string[] {
    if (this.isTrained(template)) return wordsOf(this.templates.text(template));
    return wordsOf(this.templates.wordsOf(event.raw, source).join(' '));
  }

  /** Whether a line of a new pattern has a word that no pattern of training has. */
  hasNewWord(view: LineView): boolean {
    return (
      !this.isKnown(view.template) &&
      this.wordsOfLine(view).some((word) => this.words.countOf(word) === 0)
    );
  }

  linesWithWord(word: string): number {
    return this.words.countOf(word);
  }

  private fill(view: LineView, values: Float32Array, at: number): void {
    const { event, template, key } = view;
    const { keys } = this;
    const known = this.isKnown(template);
    values[at + COLUMN.new_pattern] = known ? 0 : UNSEEN_NATS;
    values[at + COLUMN.pattern_rarity] = keys.patternRarity(key);
    values[at + COLUMN.block_rarity] = keys.blockRarity(key);
    values[at + COLUMN.source_rarity] = keys.sourceRarity(key);
    if (!known)
      values[at + COLUMN.word_rarity] = this.words.rarity(this.wordsOfLine(view), keys.lines);
    if (known)
      this.parameters.judge(template, event.raw, view.spans, (_position, _slot, kind, excess) => {
        values[at + COLUMN[kind]] += excess;
      });
    values[at + COLUMN.odd_host] = Math.max(0, keys.hostSurprise(event, key) - USUAL_NATS);
    values[at + COLUMN.odd_hour] = Math.max(0, keys.hourSurprise(event, key) - USUAL_NATS);
    if (!isParameter(event, view.spans))
      values[at + COLUMN.odd_address] = Math.max(0, keys.addressSurprise(event, key) - USUAL_NATS);
    values[at + COLUMN.odd_service] = Math.max(0, keys.serviceSurprise(event) - USUAL_NATS);
    values[at + COLUMN.severity] = severityOfLevel(event.level);
    values[at + COLUMN.alarm_word] = this.isTrained(template)
      ? this.alarm[template]
      : hasAlarmWord(event.raw.slice(0, MAX_ALARM_CHARS))
        ? 1
        : 0;
    for (const column of this.off) values[at + column] = 0;
    if (this.extra !== ExtraFeatures.NONE)
      this.extra.fill(
        event.raw,
        this.isTrained(template) ? template : -1,
        () => this.wordsOfLine(view),
        values,
        at + LINE_COLUMNS.length,
      );
  }

  /** Ends training: lets go of what no prediction needs, works out what no longer changes. */
  freeze(): void {
    this.keys.freeze();
    this.parameters.freeze();
  }

  toArrays(): Record<string, BundleArray> {
    return {
      ...this.keys.toArrays(),
      ...this.parameters.toArrays(),
      ...this.extra.toArrays(),
      templateCount: this.templateCount,
    };
  }

  toJSON() {
    return {
      keys: this.keys.toJSON(),
      examples: this.parameters.toJSON(),
      words: this.words.toJSON(),
      features: this.sets,
    };
  }

  /** @throws BundleError */
  static fromBundle(
    templates: LineTemplates,
    bundle: Bundle,
    meta: ReturnType<LineStatistics['toJSON']>,
  ): LineStatistics {
    const size = templates.trainedSize;
    const statistics = new LineStatistics(
      templates,
      KeyStatistics.fromBundle(bundle, meta.keys),
      ParameterSlots.fromBundle(bundle, size, meta.examples),
      WordFrequencies.fromJSON(meta.words, templateWords(templates)),
      bundle.array('templateCount', 'u32', size),
    );
    // Models of earlier versions have the usual features.
    const sets = checkFeatureSets(meta.features ?? DEFAULT_FEATURE_SETS);
    statistics.useFeatures(sets, ExtraFeatures.fromBundle(sets, bundle));
    return statistics;
  }
}

/** Whether the source address of a line is judged as one of its parameters already. */
function isParameter({ raw, sourceIp }: LogEvent, spans: readonly ParameterSpan[]): boolean {
  for (const { kind, start } of spans)
    if (kind === 'ip' && raw.startsWith(sourceIp, start)) return true;
  return false;
}

/** Which learned header a line belongs to. */
export type SourceKeyOf = (event: LogEvent) => string;

const templateWords = (templates: LineTemplates): string[][] =>
  Array.from({ length: templates.trainedSize }, (_, i) => wordsOf(templates.text(i)));
