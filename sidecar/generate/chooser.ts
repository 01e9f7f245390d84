import { Random } from '../pipeline/random';

/** The draws that made-up logs need, on one seeded source. */
export class Chooser {
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** A whole number in min … max. */
  integer(min: number, max: number): number {
    return min + this.random.below(max - min + 1);
  }

  chance(probability: number): boolean {
    return this.random.uniform() < probability;
  }

  /** Any of them, all as likely. */
  pick<T>(items: readonly T[]): T {
    return items[this.random.below(items.length)];
  }

  /** Any of them, the first most often: Zipf's law with exponent 1. */
  popular<T>(items: readonly T[]): T {
    let total = 0;
    for (let i = 1; i <= items.length; i++) total += 1 / i;
    let left = this.random.uniform() * total;
    for (let i = 0; i < items.length; i++) {
      left -= 1 / (i + 1);
      if (left <= 0) return items[i];
    }
    return items[items.length - 1];
  }

  /** Waiting time of a Poisson process. */
  exponential(mean: number): number {
    return -Math.log(1 - this.random.uniform()) * mean;
  }

  /** Durations and sizes: half of them below `median`, a long tail above. */
  logNormal(median: number, sigma: number): number {
    // Box and Muller's transform.
    const radius = Math.sqrt(-2 * Math.log(1 - this.random.uniform()));
    return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * this.random.uniform()));
  }

  hex(digits: number): string {
    let text = '';
    for (let i = 0; i < digits; i++) text += this.random.below(16).toString(16);
    return text;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.random.below(i + 1);
      [result[i], result[j]] = [result[j], result[i]];
    }
    return result;
  }
}
