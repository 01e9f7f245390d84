import { BundleError, decodeBundle, encodeBundle } from '../../bundle';
import type { FeatureMatrix } from '../../features/matrix';
import type { Contribution, FittedDetector } from '../detector';
import { RowMemo } from '../isolation_forest/row_memo';
import { RowScaler, TailUnits } from '../rows';
import { squaredDistance, squaredWithin } from './distances';

/** Points that stand for clusters of usual rows: centres, or core rows. */
export interface Prototypes {
  /** Points, `width` standard units each. */
  points: Float32Array;
  width: number;
  /** Cluster of each point. */
  clusterOf: Int32Array;
  /** Usual distance of a cluster's rows to its nearest point: the unit in which distances to it count. */
  spreads: Float64Array;
}

/** A part that a training row had in a point, to be taken out before the row is judged. */
export interface OwnPart {
  point: number;
  /** What its distance to the point is multiplied by; ∞ where there would be no such point without the row. */
  factor: number;
}

export interface Nearest {
  point: number;
  /** In spreads of the point's cluster. */
  distance: number;
}

/** The point that is nearest in spreads of its cluster; −1 where the row's own part leaves none. */
export function nearestPoint(
  { points, width, clusterOf, spreads }: Prototypes,
  values: Float32Array,
  start: number,
  own?: OwnPart,
): Nearest {
  const nearest = { point: -1, distance: Infinity };
  for (let point = 0; point < clusterOf.length; point++) {
    if (own?.point === point && own.factor === Infinity) continue;
    const spread = spreads[clusterOf[point]] / (own?.point === point ? own.factor : 1);
    const reach = nearest.distance * spread;
    const squares = squaredWithin(values, start, points, point * width, width, reach * reach);
    const distance = Math.sqrt(squares) / spread;
    if (distance < nearest.distance) {
      nearest.point = point;
      nearest.distance = distance;
    }
  }
  return nearest;
}

/** Distances have wide tails: each doubling is about as strange as the one before. */
export const strangeness = (distance: number) => Math.log1p(distance);

/** Raw score: ln(1 + distance to the nearest cluster, in its spreads), in nats of the training's tail. */
export class ClusterDistance implements FittedDetector<FeatureMatrix> {
  private readonly memo: RowMemo;

  constructor(
    private readonly kind: string,
    readonly prototypes: Prototypes,
    private readonly scaler: RowScaler,
    private readonly units: TailUnits,
  ) {
    this.memo = new RowMemo(prototypes.width);
  }

  score(batch: FeatureMatrix): Float64Array {
    const { prototypes, units } = this;
    return this.memo.map(this.scaler.apply(batch), ({ rows, values }) =>
      Float64Array.from({ length: rows }, (_, row) =>
        units.nats(strangeness(nearestPoint(prototypes, values, row * prototypes.width).distance)),
      ),
    );
  }

  /** Against a row at the nearest point: each column's share of the squared distance. */
  explain(batch: FeatureMatrix, i: number): Contribution[] {
    const { prototypes, units } = this;
    const { points, width } = prototypes;
    const from = batch.columns.length;
    const { columns, values } = this.scaler.apply({
      columns: batch.columns,
      rows: 1,
      values: batch.values.subarray(i * from, (i + 1) * from),
    });
    const { point, distance } = nearestPoint(prototypes, values, 0);
    const total = squaredDistance(values, 0, points, point * width, width);
    if (!(total > 0)) return [];
    return columns
      .map((feature, column) => {
        const share = (values[column] - points[point * width + column]) ** 2 / total;
        return { feature, value: (share * strangeness(distance)) / units.width };
      })
      .filter(({ value }) => value !== 0);
  }

  toBytes(): Uint8Array {
    const { points, clusterOf, spreads } = this.prototypes;
    const meta = { ...this.scaler.toMeta(), units: this.units.toJSON() };
    return encodeBundle(this.kind, meta, {
      ...this.scaler.toArrays(),
      points,
      clusterOf,
      spreads,
    });
  }

  /** @throws BundleError */
  static fromBytes(bytes: Uint8Array, kind: string): ClusterDistance {
    const bundle = decodeBundle(bytes, kind);
    const scaler = RowScaler.fromBundle(bundle);
    const width = scaler.columns.length;
    const clusterOf = bundle.array('clusterOf', 'i32');
    const points = bundle.array('points', 'f32', clusterOf.length * width);
    const spreads = bundle.array('spreads', 'f64');
    if (clusterOf.length === 0 || clusterOf.some((c) => c < 0 || c >= spreads.length))
      throw new BundleError('a point of the clusters belongs to none of them');
    if (!(points.every(Number.isFinite) && spreads.every((s) => s > 0 && s < Infinity)))
      throw new BundleError('the clusters have impossible sizes');
    const units = TailUnits.fromJSON((bundle.meta as { units: unknown }).units);
    return new ClusterDistance(kind, { points, width, clusterOf, spreads }, scaler, units);
  }
}
