import { LOG_LEVELS } from '../../../common/log_level';
import type { LogEvent } from '../parse/log_event';
import { BundleError, type Bundle, type BundleArray } from '../bundle';
import { mixInteger, newScan, scanValue } from './text_hash';
import { ValueNovelty } from './value_novelty';

const LEVEL_INDEX = new Map<string, number>(LOG_LEVELS.map((level, i) => [level, i]));
const MAX_SERVICES = 65_536;
const MAX_KEYS = 1 << 20;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days on which an hour of the day must have been seen before a line can be unusual for it. */
const MIN_DAYS_OF_HOUR = 3;
/** Slots of the whole stream; they take the place of a key's. */
const ALL_HOSTS = 0;
const ALL_SERVICES = 1;
/** Hosts, hours and source addresses. */
const SLOTS_PER_KEY = 3;

/** Hour of the day in UTC, −1 where the time is unknown. */
export function hourOf(timestampMs: number): number {
  return Number.isNaN(timestampMs) ? -1 : ((Math.floor(timestampMs / HOUR_MS) % 24) + 24) % 24;
}

/**
 * How often, in how many blocks, from which hosts and at which hours a key was seen. A key is what kind of
 * line it is: level, service and template together.
 */
export class KeyStatistics {
  /** Lines counted. */
  lines = 0;
  private readonly services = new Map<string, number>();
  private readonly keys = new Map<number, number>();
  private counts: Uint32Array = new Uint32Array(256);
  private blocks: Uint32Array = new Uint32Array(256);
  private stamps: Int32Array = new Int32Array(256).fill(-1);
  private context = new ValueNovelty();
  private readonly scan = newScan();
  /** Days on which training saw any line, by hour of the day: what was never watched cannot be unusual. */
  private readonly daysOfHour = new Uint32Array(24);
  private readonly lastDayOfHour = new Float64Array(24).fill(NaN);

  constructor(
    /** Blocks that the stream was cut into. */
    readonly blockCount: number,
  ) {
    for (let slot = 0; slot < SLOTS_PER_KEY; slot++) this.context.newSlot(true);
  }

  /** The key of a line, or −1 where it was never seen. */
  keyOf(event: LogEvent, template: number): number {
    const service = this.services.get(event.service);
    if (service === undefined) return -1;
    return this.keys.get(this.keyNumber(event, template, service)) ?? -1;
  }

  private keyNumber(event: LogEvent, template: number, service: number): number {
    const level = LEVEL_INDEX.get(event.level) ?? 0;
    return (template * 16 + level) * MAX_SERVICES + service;
  }

  /** Counts a training line and returns its key (−1 past the bounds). */
  add(event: LogEvent, template: number, block: number): number {
    let service = this.services.get(event.service);
    if (service === undefined) {
      service = this.services.size;
      if (service >= MAX_SERVICES) return -1;
      this.services.set(event.service, service);
    }
    const number = this.keyNumber(event, template, service);
    let key = this.keys.get(number);
    if (key === undefined) {
      if (this.keys.size >= MAX_KEYS) return -1;
      key = this.newKey(number);
    }
    this.lines++;
    this.counts[key]++;
    if (this.stamps[key] !== block) {
      this.stamps[key] = block;
      this.blocks[key]++;
    }
    this.visitContext(event, key, (slot, a, b) => this.context.add(slot, a, b, block));
    this.watchHour(event.timestampMs);
    return key;
  }

  private watchHour(timestampMs: number): void {
    const hour = hourOf(timestampMs);
    const day = Math.floor(timestampMs / DAY_MS);
    if (hour < 0 || this.lastDayOfHour[hour] === day) return;
    this.lastDayOfHour[hour] = day;
    this.daysOfHour[hour]++;
  }

  /** Takes a line out again; `stampOut` as in {@link ValueNovelty.remove}. */
  remove(event: LogEvent, template: number, stampOut: number): void {
    const key = this.keyOf(event, template);
    if (key < 0) return;
    this.lines--;
    this.counts[key]--;
    if (this.stamps[key] !== stampOut) {
      this.stamps[key] = stampOut;
      this.blocks[key]--;
    }
    this.visitContext(event, key, (slot, a, b) => this.context.remove(slot, a, b, stampOut));
  }

  private visitContext(
    event: LogEvent,
    key: number,
    visit: (slot: number, hashA: number, hashB: number) => void,
  ): void {
    scanValue(event.host, 0, event.host.length, this.scan);
    const { hashA, hashB } = this.scan;
    visit(ALL_HOSTS, hashA, hashB);
    visit(this.hostSlot(key), hashA, hashB);
    const hour = hourOf(event.timestampMs);
    if (hour >= 0) {
      const mixed = mixInteger(hour);
      visit(this.hostSlot(key) + 1, mixed, mixed);
    }
    if (event.sourceIp !== '') {
      scanValue(event.sourceIp, 0, event.sourceIp.length, this.scan);
      visit(this.hostSlot(key) + 2, this.scan.hashA, this.scan.hashB);
    }
    const service = mixInteger(this.services.get(event.service) ?? -1);
    visit(ALL_SERVICES, service, service);
  }

  private hostSlot(key: number): number {
    return SLOTS_PER_KEY + key * SLOTS_PER_KEY;
  }

  private newKey(number: number): number {
    const key = this.keys.size;
    this.keys.set(number, key);
    if (key === this.counts.length) {
      const grow = <T extends Uint32Array | Int32Array>(from: T, to: T) => (to.set(from), to);
      this.counts = grow(this.counts, new Uint32Array(key * 2));
      this.blocks = grow(this.blocks, new Uint32Array(key * 2));
      this.stamps = grow(this.stamps, new Int32Array(key * 2).fill(-1));
    }
    this.context.newSlot(true);
    for (let slot = 1; slot < SLOTS_PER_KEY; slot++) this.context.newSlot();
    return key;
  }

  countOf(key: number): number {
    return key < 0 ? 0 : this.counts[key];
  }

  blocksOf(key: number): number {
    return key < 0 ? 0 : this.blocks[key];
  }

  hostsOf(key: number): number {
    return key < 0 ? 0 : this.context.valuesOf(this.hostSlot(key));
  }

  get hosts(): number {
    return this.context.valuesOf(ALL_HOSTS);
  }

  linesOfHost(host: string): number {
    scanValue(host, 0, host.length, this.scan);
    return this.context.countOf(ALL_HOSTS, this.scan.hashA, this.scan.hashB);
  }

  linesOfService(service: string): number {
    const mixed = mixInteger(this.services.get(service) ?? -1);
    return this.context.countOf(ALL_SERVICES, mixed, mixed);
  }

  /** −ln share of the lines. */
  patternRarity(key: number): number {
    return -Math.log((this.countOf(key) + 0.5) / (this.lines + 1));
  }

  /** −ln share of the blocks of the stream. */
  blockRarity(key: number): number {
    return -Math.log((this.blocksOf(key) + 0.5) / (this.blockCount + 1));
  }

  /** −ln share of the hosts; 0 where there is one host only. */
  sourceRarity(key: number): number {
    const { hosts } = this;
    return hosts > 1 ? -Math.log((this.hostsOf(key) + 0.5) / (hosts + 1)) : 0;
  }

  hostSurprise(event: LogEvent, key: number): number {
    scanValue(event.host, 0, event.host.length, this.scan);
    const { hashA, hashB } = this.scan;
    const anywhere = this.context.surprise(ALL_HOSTS, hashA, hashB);
    return key < 0
      ? anywhere
      : Math.max(anywhere, this.context.surprise(this.hostSlot(key), hashA, hashB));
  }

  hourSurprise(event: LogEvent, key: number): number {
    const hour = hourOf(event.timestampMs);
    if (hour < 0 || key < 0 || this.daysOfHour[hour] < MIN_DAYS_OF_HOUR) return 0;
    const mixed = mixInteger(hour);
    return this.context.surprise(this.hostSlot(key) + 1, mixed, mixed);
  }

  addressSurprise(event: LogEvent, key: number): number {
    if (event.sourceIp === '' || key < 0) return 0;
    scanValue(event.sourceIp, 0, event.sourceIp.length, this.scan);
    return this.context.surprise(this.hostSlot(key) + 2, this.scan.hashA, this.scan.hashB);
  }

  /** How often, and in how many lines with any, an address was the source of this kind of line. */
  addressCount(event: LogEvent, key: number): { times: number; lines: number; values: number } {
    const slot = this.hostSlot(key) + 2;
    scanValue(event.sourceIp, 0, event.sourceIp.length, this.scan);
    return {
      times: this.context.countOf(slot, this.scan.hashA, this.scan.hashB),
      lines: this.context.linesOf(slot),
      values: this.context.valuesOf(slot),
    };
  }

  serviceSurprise(event: LogEvent): number {
    const mixed = mixInteger(this.services.get(event.service) ?? -1);
    return this.context.surprise(ALL_SERVICES, mixed, mixed);
  }

  toArrays(): Record<string, BundleArray> {
    const keyCount = this.keys.size;
    const arrays: Record<string, BundleArray> = {
      'keys.number': Float64Array.from(this.keys.keys()),
      'keys.count': this.counts.slice(0, keyCount),
      'keys.blocks': this.blocks.slice(0, keyCount),
    };
    for (const [name, array] of Object.entries(this.context.toArrays()))
      arrays[`keys.context.${name}`] = array;
    return arrays;
  }

  toJSON() {
    return {
      lines: this.lines,
      blockCount: this.blockCount,
      services: [...this.services.keys()],
      daysOfHour: [...this.daysOfHour],
    };
  }

  /** @throws BundleError */
  static fromBundle(bundle: Bundle, meta: ReturnType<KeyStatistics['toJSON']>): KeyStatistics {
    const statistics = new KeyStatistics(meta.blockCount);
    statistics.lines = meta.lines;
    meta.services.forEach((service, i) => statistics.services.set(service, i));
    statistics.daysOfHour.set((meta.daysOfHour ?? []).slice(0, statistics.daysOfHour.length));
    const numbers = bundle.array('keys.number', 'f64');
    numbers.forEach((number, key) => statistics.keys.set(number, key));
    statistics.counts = bundle.array('keys.count', 'u32', numbers.length);
    statistics.blocks = bundle.array('keys.blocks', 'u32', numbers.length);
    statistics.context = ValueNovelty.fromArrays(bundle, 'keys.context.');
    if (statistics.context.slotCount !== SLOTS_PER_KEY * (numbers.length + 1))
      throw new BundleError('a key has statistics that are not there');
    return statistics;
  }

  /** Ends training. */
  freeze(): void {
    this.context.prune();
  }
}
