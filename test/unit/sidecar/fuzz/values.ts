import { Random } from '../../../../sidecar/pipeline/random';

/** How many inputs a fuzz test tries: few in every run, 100,000 with `npm run test:fuzz`. */
export const FUZZ_INPUTS = Number(process.env.ANOMALIES_FUZZ_INPUTS ?? 1_000);

const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202eabc',
  '__proto__',
  'constructor',
  '2026-13-45T99:99:99Z',
  '-1',
  '1e999',
  'NaN',
  '%{x}',
  '{"a":',
  '<script>',
  "' OR 1=1 --",
  '../../etc/passwd',
  'a'.repeat(100_000),
  '['.repeat(5_000),
  '1'.repeat(500),
];
const ODD_NUMBERS = [0, -0, -1, 1, 0.5, 1e308, -1e308, 2 ** 53, 2 ** 31, Number.MIN_VALUE];
const MAX_DEPTH = 4;

/** Values as nobody should send them: every type, odd ones more often than not. */
export class OddValues {
  private readonly random: Random;

  constructor(
    seed: number,
    /** Names that mean something to what is tried. */
    private readonly names: readonly string[],
  ) {
    this.random = new Random(seed);
  }

  below(limit: number): number {
    return this.random.uint32() % limit;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }

  text(): string {
    if (this.below(3) > 0) return this.pick(ODD_TEXTS);
    return Array.from({ length: this.below(60) }, () =>
      String.fromCharCode(this.below(this.pick([128, 0x3000, 0xffff]))),
    ).join('');
  }

  value(depth = 0): unknown {
    switch (this.below(depth >= MAX_DEPTH ? 5 : 8)) {
      case 0:
        return null;
      case 1:
        return this.below(2) === 0;
      case 2:
        return this.pick(ODD_NUMBERS);
      case 3:
      case 4:
        return this.text();
      case 5:
        return Array.from({ length: this.below(5) }, () => this.value(depth + 1));
      default:
        return this.object(depth);
    }
  }

  object(depth = 0): Record<string, unknown> {
    const entries = Array.from({ length: this.below(6) }, () => [
      this.below(4) > 0 ? this.pick(this.names) : this.text(),
      this.value(depth + 1),
    ]);
    return Object.fromEntries(entries) as Record<string, unknown>;
  }
}
