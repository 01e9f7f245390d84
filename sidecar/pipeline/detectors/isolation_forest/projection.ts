import type { FeatureMatrix } from '../../features/matrix';
import type { Random } from '../../random';

/** The columns of a matrix that a forest looks at, each no lower than its floor. */
export class Projection {
  private constructor(
    readonly columns: readonly string[],
    /** Least value that counts, of each column; −∞ for none. */
    readonly floors: Float32Array,
  ) {}

  /**
   * @param columns names of the columns to keep; all when left out
   * @param oneSided whether values below the median count as the median, so that only high ones set a row apart
   */
  static fit(
    matrix: FeatureMatrix,
    columns: readonly string[] = matrix.columns,
    oneSided = false,
  ): Projection {
    const floors = new Float32Array(columns.length).fill(-Infinity);
    const projection = new Projection(columns, floors);
    const positions = projection.positions(matrix);
    if (!oneSided) return projection;
    const width = matrix.columns.length;
    const held = new Float32Array(matrix.rows);
    positions.forEach((position, column) => {
      for (let row = 0; row < matrix.rows; row++) held[row] = matrix.values[row * width + position];
      floors[column] = held.sort()[matrix.rows >> 1];
    });
    return projection;
  }

  static of(columns: readonly string[], floors: Float32Array): Projection {
    return new Projection(columns, floors);
  }

  /** Whether values below a floor are raised to it. */
  get isFloored(): boolean {
    return this.floors.some((floor) => floor > -Infinity);
  }

  private isIdentity(matrix: FeatureMatrix): boolean {
    const { columns } = this;
    return (
      !this.isFloored &&
      columns.length === matrix.columns.length &&
      columns.every((name, i) => name === matrix.columns[i])
    );
  }

  private positions(matrix: FeatureMatrix): Int32Array {
    return Int32Array.from(this.columns, (name) => {
      const position = matrix.columns.indexOf(name);
      if (position < 0) throw new RangeError(`the matrix has no column "${name}"`);
      return position;
    });
  }

  /**
   * Rows such as training never had: for each column a training row whose value there is as high as the
   * highest, and at least `level` above the floor. With them in its sample a tree can split on what never
   * happened.
   * @param matrix what {@link apply} returned
   */
  unseenRows(matrix: FeatureMatrix, level: number, random: Random): FeatureMatrix {
    const { columns, floors } = this;
    const width = columns.length;
    const values = new Float32Array(width * width);
    for (let column = 0; column < width; column++) {
      const base = random.below(matrix.rows) * width;
      values.set(matrix.values.subarray(base, base + width), column * width);
      let highest = Math.max(0, floors[column]) + level;
      for (let row = 0; row < matrix.rows; row++)
        highest = Math.max(highest, matrix.values[row * width + column]);
      values[column * width + column] = highest;
    }
    return { columns, rows: width, values };
  }

  apply(matrix: FeatureMatrix): FeatureMatrix {
    if (this.isIdentity(matrix)) return matrix;
    const { columns, floors } = this;
    const positions = this.positions(matrix);
    const from = matrix.columns.length;
    const width = columns.length;
    const values = new Float32Array(matrix.rows * width);
    for (let row = 0; row < matrix.rows; row++)
      for (let column = 0; column < width; column++) {
        const value = matrix.values[row * from + positions[column]];
        values[row * width + column] = value > floors[column] ? value : floors[column];
      }
    return { columns, rows: matrix.rows, values };
  }
}
