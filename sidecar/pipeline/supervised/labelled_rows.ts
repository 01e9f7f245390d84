/** Training that lacks what it needs of labels. */
export class LabelsError extends RangeError {
  constructor(message: string) {
    super(message);
    this.name = 'LabelsError';
  }
}

/** How many labels the suspicions of the unsupervised detectors are worth, all of them together. */
const SUSPICIONS_WORTH = 20;

/** What analysts, or others, think of units. */
export interface Labels {
  /** 1 anomalous, 0 normal, −1 nothing, a unit each, in order of time. */
  known: Int8Array;
  /** Units that the unsupervised detectors flag: what is taken to be true, with little weight, of unlabelled ones. */
  suspected?: Uint8Array;
}

/** Units to learn from and what each counts. */
export interface LabelledRows {
  /** Rows to learn from, rising. */
  rows: Int32Array;
  /** 1 anomalous, 0 normal, for each of them. */
  truth: Uint8Array;
  /** Labelled ones n / (2 · n of their kind), so that both kinds count the same: 'balanced' of scikit-learn. */
  weights: Float64Array;
}

/**
 * The rows to learn from with balanced weights. Where the unsupervised detectors have a say, unlabelled units take part
 * too, with weights that add up to those of 20 labels: so that a handful of labels need not tell all kinds of anomalies,
 * and many labels are not outvoted.
 * @param name of the classifier, for the error
 * @throws LabelsError where there are no labels of both kinds, or not one a row
 */
export function labelledRows(
  name: string,
  rows: number,
  { known, suspected }: Labels,
): LabelledRows {
  if (known.length !== rows)
    throw new LabelsError(`${name} got ${known.length} labels for ${rows} units.`);
  const all = Array.from(known.keys());
  const found = all.filter((row) => known[row] >= 0);
  const anomalous = found.filter((row) => known[row] === 1).length;
  const normal = found.length - anomalous;
  if (anomalous === 0 || normal === 0)
    throw new LabelsError(
      `${name} needs labels of both kinds; there are ${anomalous} anomalous and ${normal} normal ones.`,
    );
  const weightOf = new Float64Array(rows);
  balance(weightOf, found, known, found.length);
  const others = suspected ? all.filter((row) => known[row] < 0) : [];
  if (suspected && others.length > 0)
    balance(weightOf, others, suspected, Math.min(SUSPICIONS_WORTH, others.length));
  const taking = Int32Array.from(all.filter((row) => weightOf[row] > 0));
  return {
    rows: taking,
    truth: Uint8Array.from(taking, (row) =>
      (known[row] >= 0 ? known[row] : (suspected as Uint8Array)[row]) === 1 ? 1 : 0,
    ),
    weights: Float64Array.from(taking, (row) => weightOf[row]),
  };
}

/** Shares `total` out over the rows, half of it to either kind. */
function balance(
  weightOf: Float64Array,
  rows: readonly number[],
  kind: ArrayLike<number>,
  total: number,
): void {
  const anomalous = rows.filter((row) => kind[row] === 1).length;
  const normal = rows.length - anomalous;
  for (const row of rows)
    weightOf[row] =
      anomalous === 0 || normal === 0
        ? total / rows.length
        : total / (2 * (kind[row] === 1 ? anomalous : normal));
}
