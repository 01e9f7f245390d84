import type { ScatterPoint } from '../plot/scatter';

const MAX_POINTS = 200_000;

/**
 * Points to plot, at most so many: beyond it every second ordinary one goes, evenly over the input.
 * Flagged ones stay as long as they alone are not too many.
 */
export class PointSample {
  private ordinary: Array<{ order: number; point: ScatterPoint }> = [];
  private readonly flagged: Array<{ order: number; point: ScatterPoint }> = [];
  private stride = 1;
  private seen = 0;

  constructor(private readonly maxPoints = MAX_POINTS) {}

  add(point: ScatterPoint, isFlagged: boolean): void {
    const order = this.seen++;
    if (isFlagged && this.flagged.length < this.maxPoints / 2) {
      this.flagged.push({ order, point });
    } else if (order % this.stride === 0) {
      this.ordinary.push({ order, point });
      if (this.ordinary.length >= this.maxPoints / 2) this.halve();
    }
  }

  /** In the order of the input. */
  toArray(): ScatterPoint[] {
    return [...this.ordinary, ...this.flagged]
      .sort((a, b) => a.order - b.order)
      .map(({ point }) => point);
  }

  private halve(): void {
    this.stride *= 2;
    this.ordinary = this.ordinary.filter(({ order }) => order % this.stride === 0);
  }
}
