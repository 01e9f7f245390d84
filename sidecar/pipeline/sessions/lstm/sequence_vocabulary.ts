import { BundleError, type Bundle, type BundleArray } from '../../bundle';
import { endToken, startToken, tokensOf, unseenToken } from '../event_tokens';
import type { OpenSessions } from '../open_sessions';
import type { SessionBatch } from '../session_batch';
import { sessionFrequency } from '../session_matrix';

const MAX_TEMPLATES = 256;
/** Frequent templates and the four tokens beside them. */
export const MAX_WORDS = MAX_TEMPLATES + 4;
/** A template of fewer training sessions stands for those that training never saw: so these can be learned. */
const MIN_SESSIONS = 2;
/** Tokens of a sequence; a longer session becomes several, each beginning with the last event of the one before. */
export const MAX_TOKENS = 1024;

/** The tokens that the network knows: frequent templates, 'other', 'new', the marks of end and start. */
export class SequenceVocabulary {
  /** Network token of each token of {@link tokensOf}. */
  private readonly wordOf: Int32Array;

  private constructor(
    private readonly frequent: Int32Array,
    private readonly rare: Uint8Array,
  ) {
    const templates = rare.length;
    const other = frequent.length;
    this.wordOf = new Int32Array(templates + 3).fill(other);
    rare.forEach((isRare, template) => (this.wordOf[template] += isRare));
    frequent.forEach((template, word) => (this.wordOf[template] = word));
    this.wordOf[unseenToken(templates)] = other + 1;
    this.wordOf[endToken(templates)] = other + 2;
    this.wordOf[startToken(templates)] = other + 3;
  }

  static fit(batch: SessionBatch): SequenceVocabulary {
    const sessions = sessionFrequency(batch);
    const events = new Float64Array(batch.templates + 1);
    for (const event of batch.events) events[Math.min(event, batch.templates)]++;
    const frequent = Int32Array.from(sessions.keys())
      .filter((template) => sessions[template] >= MIN_SESSIONS)
      .sort((a, b) => events[b] - events[a])
      .slice(0, MAX_TEMPLATES);
    return new SequenceVocabulary(
      frequent,
      Uint8Array.from(sessions, (count) => (count < MIN_SESSIONS ? 1 : 0)),
    );
  }

  get size(): number {
    return this.frequent.length + (MAX_WORDS - MAX_TEMPLATES);
  }

  /** A session as sequences for the network; the first token of each is given, the others are to be foretold. */
  encode(batch: SessionBatch, session: number, open: OpenSessions): Int32Array[] {
    const tokens = tokensOf(batch, session, open);
    const words = new Int32Array(tokens.length + 1);
    words[0] = this.wordOf[startToken(batch.templates)];
    for (let at = 0; at < tokens.length; at++) words[at + 1] = this.wordOf[tokens[at]];
    const pieces: Int32Array[] = [];
    for (let at = 0; at + 1 < words.length; at += MAX_TOKENS - 1)
      pieces.push(words.subarray(at, at + MAX_TOKENS));
    return pieces;
  }

  toArrays(): Record<string, BundleArray> {
    return { frequent: this.frequent, rare: this.rare };
  }

  /** @throws BundleError */
  static fromBundle(bundle: Bundle, templates: number): SequenceVocabulary {
    const frequent = bundle.array('frequent', 'i32');
    const rare = bundle.array('rare', 'u8', templates);
    if (frequent.length > MAX_TEMPLATES || rare.some((isRare) => isRare > 1))
      throw new BundleError('the tokens of the network hold impossible values');
    if (frequent.some((template) => template < 0 || template >= templates))
      throw new BundleError('a token belongs to a template that is not there');
    return new SequenceVocabulary(frequent, rare);
  }
}
