import { hasAlarmWord, severityOfLevel } from '../features/alarm_words';
import { HeaderLearning } from '../header_learning';
import type { LogEvent } from '../parse/log_event';
import { sourceKeyOf } from '../source_key';
import { TemplateMiner, type TemplateModel } from '../templates';
import type { Strangeness } from './strangeness';
import type { UnitFeatures } from './unit_features';

/** Letters only: numbers say nothing about what kind of line it is. */
const WORD = /[A-Za-z]{2,}/g;
/** A part of a header that is a word and no name or number: "KERNEL", "INFO". */
const HEADER_WORD = /^[A-Za-z]{2,}$/;
/** What stands in a pattern for a value: <ip>, <*>. */
const PLACEHOLDER = /<[a-z*]+>/g;
/** Words of a line that are looked at. */
const MAX_WORDS = 64;
const MAX_HEADER_CHARS = 512;
const WORDS_PER_STEP = 3;
const MAX_LENGTH_STEP = 6;

const COLUMNS = ['severity', 'alarm_word'];

/**
 * What a classifier gets to see of lines: features that a line of a pattern without any label shares with others.
 * Words of the pattern and of the header, level, service, whether there is an alarm word, how many words there are, and
 * how strange the unsupervised detectors find it. Neither hosts nor values: they would tell the labelled lines apart
 * without saying what is wrong with them.
 */
export class LineUnits {
  private readonly ofTemplate = new Map<string, { tokens: string[]; alarm: number }>();

  constructor(private readonly templates: TemplateModel) {}

  /** Learns the patterns of the training lines, labelled or not. */
  static learn(events: readonly LogEvent[]): LineUnits {
    const miner = new TemplateMiner();
    const patterns = new HeaderLearning(miner);
    for (const event of events)
      if (event.raw.length > 0) patterns.add(event.raw, sourceKeyOf(event));
    patterns.finish();
    return new LineUnits(miner.freeze());
  }

  /** @param strangeness verdicts of unsupervised detectors on the same lines */
  features(events: readonly LogEvent[], strangeness: Strangeness): UnitFeatures {
    const columns = [...COLUMNS, ...strangeness.names];
    const values = new Float32Array(events.length * columns.length);
    const tokens = events.map((event, i) => {
      const at = i * columns.length;
      const { tokens: own, alarm } = this.describe(event);
      values[at] = severityOfLevel(event.level);
      values[at + 1] = alarm;
      strangeness.verdicts.forEach((verdict, k) => (values[at + COLUMNS.length + k] = verdict[i]));
      return own;
    });
    return { rows: events.length, columns, values, tokens };
  }

  /** The same for all lines of a pattern with the same header words, so it is worked out once. */
  private describe(event: LogEvent): { tokens: string[]; alarm: number } {
    const { templates } = this;
    const source = sourceKeyOf(event);
    const template = event.raw.length > 0 ? templates.match(event.raw, source) : -1;
    const header = event.raw
      .slice(0, Math.min(MAX_HEADER_CHARS, templates.headerEnd(event.raw, source)))
      .split(/\s+/)
      .filter((part) => HEADER_WORD.test(part));
    const key = [template, event.level, event.service, ...header].join(' ');
    let found = this.ofTemplate.get(key);
    if (!found) {
      const text = template < 0 ? '' : templates.text(template);
      found = { tokens: tokensOf(text, header, event), alarm: hasAlarmWord(text) ? 1 : 0 };
      if (this.ofTemplate.size < MAX_REMEMBERED) this.ofTemplate.set(key, found);
    }
    return found;
  }
}

const MAX_REMEMBERED = 50_000;

function tokensOf(text: string, header: readonly string[], event: LogEvent): string[] {
  const words = (text.replace(PLACEHOLDER, '0').match(WORD) ?? []).slice(0, MAX_WORDS);
  const length = Math.min(MAX_LENGTH_STEP, Math.floor(words.length / WORDS_PER_STEP));
  return [
    ...new Set([
      ...words.map((word) => `word:${word.toLowerCase()}`),
      ...header.map((word) => `header:${word.toLowerCase()}`),
      `level:${event.level}`,
      `service:${event.service}`,
      `length:${length}`,
    ]),
  ];
}
