import { BundleError, type Bundle, type BundleArray } from '../bundle';
import { Histograms, lengthBin, numberBin } from './histograms';
import type { ParameterSpan } from './line_templates';
import { mixInteger, newScan, scanValue } from './text_hash';
import { ValueNovelty } from './value_novelty';

/** Parameters of a group, in a pattern, that are followed; what comes after them is not. */
const MAX_ORDINAL = 8;
/**
 * Parameters are counted within their group, so that an optional word ("invalid user" or not) does not shift
 * the addresses and numbers behind it into one another's places.
 */
const GROUP_OF_KIND: Record<string, number> = { number: 0, ip: 1, path: 2, url: 2, time: 3 };
const TEXT_GROUP = 4;
export const parameterGroup = (kind: string): number => GROUP_OF_KIND[kind] ?? TEXT_GROUP;
const GROUPS = 5;
const SLOTS_PER_TEMPLATE = GROUPS * MAX_ORDINAL;
const MAX_SLOTS = 65_536;
/** Nats that every value of every slot is allowed: rarer than one line in e³ ≈ 20 is news. */
export const USUAL_NATS = 3;
/** Numbers of so few different values are codes; how far off they are says nothing. */
export const FEW_VALUES = 25;
/** Example values kept of a slot. */
const MAX_EXAMPLES = 3;
const MAX_CANDIDATES = 12;
const MAX_EXAMPLE_CHARS = 80;

export type ValueOddity = 'rare_value' | 'odd_number' | 'odd_length' | 'odd_shape';

/** The strangest thing about one parameter of a line. */
export interface ParameterOddity {
  /** Position among the parameters of the line. */
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
  /** templates × SLOTS_PER_TEMPLATE → slot, −1 for none. */
  private slotOf: Int32Array;
  /** One slot of values and one of shapes each: numbers 2i and 2i + 1. */
  private values = new ValueNovelty();
  private numbers = new Histograms();
  private lengths = new Histograms();
  private readonly candidates = new Map<number, Candidate[]>();
  private examples = new Map<number, Example[]>();
  private readonly scan = newScan();
  /** How many parameters of each group came before, on the line at hand. */
  private readonly ordinals = new Uint8Array(GROUPS);

  constructor(templates: number) {
    this.slotOf = new Int32Array(templates * SLOTS_PER_TEMPLATE).fill(-1);
  }

  get overflowed(): boolean {
    return this.values.overflowed;
  }

  /** Counts the parameters of a training line. */
  add(template: number, line: string, spans: readonly ParameterSpan[], block: number): void {
    const { scan, values } = this;
    this.ordinals.fill(0);
    for (const span of spans) {
      const slot = this.slotFor(this.place(template, span));
      if (slot < 0) continue;
      const { start, end } = span;
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
    this.ordinals.fill(0);
    for (const span of spans) {
      const place = this.place(template, span);
      const slot = place < 0 ? -1 : this.slotOf[place];
      if (slot < 0) continue;
      const { start, end } = span;
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
    this.ordinals.fill(0);
    for (let position = 0; position < spans.length; position++) {
      const span = spans[position];
      const place = this.place(template, span);
      const slot = place < 0 ? -1 : this.slotOf[place];
      if (slot < 0) continue;
      const { start, end } = span;
      scanValue(line, start, end, scan);
      let kind: ValueOddity = 'rare_value';
      let most = values.surprise(2 * slot, scan.hashA, scan.hashB);
      const length = this.lengths.upperSurprise(slot, lengthBin(end - start));
      if (length > most) {
        kind = 'odd_length';
        most = length;
      }
      if (!Number.isNaN(scan.number) && values.valuesOf(2 * slot) > FEW_VALUES) {
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

  /** Where the slot of the next parameter of a line stands in `slotOf`; −1 past the bound. */
  private place(template: number, { kind }: ParameterSpan): number {
    const group = parameterGroup(kind);
    const ordinal = this.ordinals[group]++;
    return ordinal < MAX_ORDINAL
      ? template * SLOTS_PER_TEMPLATE + group * MAX_ORDINAL + ordinal
      : -1;
  }

  private slotFor(place: number): number {
    if (place < 0) return -1;
    if (this.slotOf[place] < 0 && this.lengths.slotCount < MAX_SLOTS) {
      this.slotOf[place] = this.lengths.newSlot();
      this.numbers.newSlot();
      this.values.newSlot();
      this.values.newSlot();
    }
    return this.slotOf[place];
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
    slots.slotOf = bundle.array('parameters.slotOf', 'i32', templates * SLOTS_PER_TEMPLATE);
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
