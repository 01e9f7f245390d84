import { BundleError, type Bundle, type BundleArray } from '../bundle';
import { Histograms, lengthBin, numberBin } from './histograms';
import type { ParameterSpan } from './line_templates';
import { mixInteger, newScan, scanValue } from './text_hash';
import { ValueNovelty } from './value_novelty';

/** Parameters of a pattern that are followed; what comes after them is not. */
export const MAX_PARAMETERS = 24;
const MAX_SLOTS = 65_536;
/** Nats that every value of every slot is allowed: rarer than one line in e³ ≈ 20 is news. */
export const USUAL_NATS = 3;
/** Example values kept of a slot. */
const MAX_EXAMPLES = 3;
const MAX_CANDIDATES = 12;
const MAX_EXAMPLE_CHARS = 80;

export type ValueOddity = 'rare_value' | 'odd_number' | 'odd_length' | 'odd_shape';

/** The strangest thing about one parameter of a line. */
export interface ParameterOddity {
  /** Position among the parameters of the pattern. */
  position: number;
  slot: number;
  kind: ValueOddity;
  /** Nats beyond the usual. */
  excess: number;
}

interface Candidate {
  text: string;
  hashA: number;
  hashB: number;
}
interface Example {
  text: string;
  count: number;
}

/** What is known of every parameter of every pattern: its values, number range, lengths and shapes. */
export class ParameterSlots {
  /** templates × MAX_PARAMETERS → slot, −1 for none. */
  private slotOf: Int32Array;
  /** One slot of values and one of shapes each: numbers 2i and 2i + 1. */
  private values = new ValueNovelty();
  private numbers = new Histograms();
  private lengths = new Histograms();
  private readonly candidates = new Map<number, Candidate[]>();
  private examples = new Map<number, Example[]>();
  private readonly scan = newScan();

  constructor(templates: number) {
    this.slotOf = new Int32Array(templates * MAX_PARAMETERS).fill(-1);
  }

  get overflowed(): boolean {
    return this.values.overflowed;
  }

  /** Counts the parameters of a training line. */
  add(template: number, line: string, spans: readonly ParameterSpan[], block: number): void {
    const { scan, values } = this;
    const parameters = Math.min(spans.length, MAX_PARAMETERS);
    for (let position = 0; position < parameters; position++) {
      const slot = this.slotFor(template, position);
      if (slot < 0) return;
      const { start, end } = spans[position];
      scanValue(line, start, end, scan);
      if (values.add(2 * slot, scan.hashA, scan.hashB, block))
        this.keepCandidate(slot, line.slice(start, Math.min(end, start + MAX_EXAMPLE_CHARS)));
      const shape = mixInteger(scan.shape);
      values.add(2 * slot + 1, shape, shape, block);
      this.lengths.add(slot, lengthBin(end - start), 1);
      if (!Number.isNaN(scan.number)) this.numbers.add(slot, numberBin(scan.number), 1);
    }
  }

  /** Takes a line's parameters out again. */
  remove(template: number, line: string, spans: readonly ParameterSpan[], stampOut: number): void {
    const { scan, values } = this;
    const parameters = Math.min(spans.length, MAX_PARAMETERS);
    for (let position = 0; position < parameters; position++) {
      const slot = this.slotOf[template * MAX_PARAMETERS + position];
      if (slot < 0) return;
      const { start, end } = spans[position];
      scanValue(line, start, end, scan);
      values.remove(2 * slot, scan.hashA, scan.hashB, stampOut);
      const shape = mixInteger(scan.shape);
      values.remove(2 * slot + 1, shape, shape, stampOut);
      this.lengths.add(slot, lengthBin(end - start), -1);
      if (!Number.isNaN(scan.number)) this.numbers.add(slot, numberBin(scan.number), -1);
    }
  }

  /**
   * Hands each parameter that is stranger than usual to `found`, as (position, slot, kind, excess in nats).
   * Of one parameter only the strangest side counts: a value of a new shape is a new value too.
   */
  judge(
    template: number,
    line: string,
    spans: readonly ParameterSpan[],
    found: (position: number, slot: number, kind: ValueOddity, excess: number) => void,
  ): void {
    const { scan, values } = this;
    const parameters = Math.min(spans.length, MAX_PARAMETERS);
    for (let position = 0; position < parameters; position++) {
      const slot = this.slotOf[template * MAX_PARAMETERS + position];
      if (slot < 0) continue;
      const { start, end } = spans[position];
      scanValue(line, start, end, scan);
      let kind: ValueOddity = 'rare_value';
      let most = values.surprise(2 * slot, scan.hashA, scan.hashB);
      const length = this.lengths.upperSurprise(slot, lengthBin(end - start));
      if (length > most) {
        kind = 'odd_length';
        most = length;
      }
      if (!Number.isNaN(scan.number)) {
        const number = this.numbers.eitherSurprise(slot, numberBin(scan.number));
        // A number far off its range says more than that it is new or long.
        if (number >= most - Math.LN2 && number > USUAL_NATS) {
          kind = 'odd_number';
          most = number;
        }
      }
      const mixed = mixInteger(scan.shape);
      const shape = values.surprise(2 * slot + 1, mixed, mixed);
      if (shape > most) {
        kind = 'odd_shape';
        most = shape;
      }
      if (most > USUAL_NATS) found(position, slot, kind, most - USUAL_NATS);
    }
  }

  /** How often the value at a span was seen in training in this slot. */
  countOf(slot: number, line: string, span: ParameterSpan): number {
    scanValue(line, span.start, span.end, this.scan);
    return this.values.countOf(2 * slot, this.scan.hashA, this.scan.hashB);
  }

  linesOf(slot: number): number {
    return this.lengths.total(slot);
  }

  valuesOf(slot: number): number {
    return this.values.valuesOf(2 * slot);
  }

  examplesOf(slot: number): readonly Example[] {
    return this.examples.get(slot) ?? [];
  }

  /** Bins of the middle 90 % of the numbers, or of the median and 95th percentile of the lengths. */
  numberRange(slot: number): [lowBin: number, highBin: number] {
    return [this.numbers.quantileBin(slot, 0.05), this.numbers.quantileBin(slot, 0.95)];
  }

  medianLengthBin(slot: number): number {
    return this.lengths.quantileBin(slot, 0.5);
  }

  /** Ends training: keeps examples of the commonest values and lets go of what no prediction needs. */
  freeze(): void {
    for (const [slot, candidates] of this.candidates) {
      const counted = candidates.map(({ text, hashA, hashB }) => ({
        text,
        count: this.values.countOf(2 * slot, hashA, hashB),
      }));
      counted.sort((x, y) => y.count - x.count);
      this.examples.set(slot, counted.slice(0, MAX_EXAMPLES));
    }
    this.candidates.clear();
    this.values.prune();
  }

  private slotFor(template: number, position: number): number {
    const at = template * MAX_PARAMETERS + position;
    if (this.slotOf[at] < 0 && this.lengths.slotCount < MAX_SLOTS) {
      this.slotOf[at] = this.lengths.newSlot();
      this.numbers.newSlot();
      this.values.newSlot();
      this.values.newSlot();
    }
    return this.slotOf[at];
  }

  private keepCandidate(slot: number, text: string): void {
    const held = this.candidates.get(slot);
    const candidate = { text, hashA: this.scan.hashA, hashB: this.scan.hashB };
    if (!held) this.candidates.set(slot, [candidate]);
    else if (held.length < MAX_CANDIDATES) held.push(candidate);
  }

  toArrays(): Record<string, BundleArray> {
    const arrays: Record<string, BundleArray> = { 'parameters.slotOf': this.slotOf };
    for (const [part, held] of [
      ['values', this.values],
      ['numbers', this.numbers],
      ['lengths', this.lengths],
    ] as const)
      for (const [name, array] of Object.entries(held.toArrays()))
        arrays[`parameters.${part}.${name}`] = array;
    return arrays;
  }

  toJSON(): [number, Example[]][] {
    return [...this.examples];
  }

  /** @throws BundleError */
  static fromBundle(bundle: Bundle, templates: number, examples: [number, Example[]][]) {
    const slots = new ParameterSlots(0);
    slots.slotOf = bundle.array('parameters.slotOf', 'i32', templates * MAX_PARAMETERS);
    slots.values = ValueNovelty.fromArrays(bundle, 'parameters.values.');
    slots.numbers = Histograms.fromArrays(bundle, 'parameters.numbers.');
    slots.lengths = Histograms.fromArrays(bundle, 'parameters.lengths.');
    const count = slots.lengths.slotCount;
    if (
      slots.numbers.slotCount !== count ||
      slots.values.slotCount !== 2 * count ||
      slots.slotOf.some((slot) => slot >= count)
    )
      throw new BundleError('a parameter has statistics that are not there');
    slots.examples = new Map(examples);
    return slots;
  }
}
