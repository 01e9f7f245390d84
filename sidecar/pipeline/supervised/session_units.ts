import { rangeOf, type SessionBatch } from '../sessions/session_batch';
import { SessionMatrix } from '../sessions/session_matrix';
import type { Strangeness } from './strangeness';
import type { UnitFeatures } from './unit_features';

const TEMPLATE_COLUMN = /^template:(\d+)$/;

/**
 * What a classifier gets to see of sessions: how often the most widespread events are in it (log), which others are,
 * events that training never saw, how long it is, and how strange the unsupervised detectors find it. Sessions that may
 * still be open are made up for, as for the detectors.
 */
export class SessionUnits {
  private constructor(
    private readonly matrix: SessionMatrix,
    /** Template that a column counts; −1 where it is none's. */
    private readonly templateOf: readonly number[],
    private readonly nameOf: (template: number) => string,
  ) {}

  /** @param nameOf what a template is called in reasons */
  static learn(batch: SessionBatch, nameOf: (template: number) => string): SessionUnits {
    const matrix = SessionMatrix.fit(batch, true);
    const templateOf = matrix.columns.map((column) =>
      Number(TEMPLATE_COLUMN.exec(column)?.[1] ?? -1),
    );
    return new SessionUnits(matrix, templateOf, nameOf);
  }

  /** @param strangeness verdicts of unsupervised detectors on the same sessions */
  features(batch: SessionBatch, strangeness: Strangeness): UnitFeatures {
    const { rows, values: counts, columns: counted } = this.matrix.rows(batch);
    const columns = [...strangeness.names, ...counted.map((name, i) => this.columnName(name, i))];
    const own = strangeness.names.length;
    const values = new Float32Array(rows * columns.length);
    const isCounted = new Set(this.templateOf);
    const tokens: string[][] = [];
    for (let session = 0; session < rows; session++) {
      const at = session * columns.length;
      strangeness.verdicts.forEach((verdict, k) => (values[at + k] = verdict[session]));
      const start = session * counted.length;
      values.set(counts.subarray(start, start + counted.length), at + own);
      const [from, to] = rangeOf(batch, session);
      const others = [...new Set(batch.events.subarray(from, to))].filter(
        (template) => template < batch.templates && !isCounted.has(template),
      );
      tokens.push(others.map((template) => `event:${this.nameOf(template)}`));
    }
    return { rows, columns, values, tokens };
  }

  private columnName(name: string, column: number): string {
    const template = this.templateOf[column];
    return template < 0 ? name : `count:${this.nameOf(template)}`;
  }
}
