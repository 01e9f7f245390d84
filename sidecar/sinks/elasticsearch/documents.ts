import { createHash } from 'node:crypto';
import type { AnomalyDocument, RollupDocument } from '../../../common/anomaly';

/** Where a result came from. It is what results are found by when another run replaces them. */
export interface Origin {
  /** The job line that wrote it: `follow`, or `backfill:<job id>`. */
  run: string;
  index_uuid: string;
  shard: number;
  /** Of the line itself (anomalies), or of the first of its batch (rollups). */
  seq_no: number;
}

export type StoredAnomaly = AnomalyDocument & { origin: Origin };
export type StoredRollup = RollupDocument & { origin: Origin };

/** 128 bits of SHA-256, in the letters that ids are written in. */
function idOf(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 22);
}

/** The same line scored again by the same model has the same id, and so is written once. */
export function anomalyId(model: string, sourceIndex: string, sourceId: string): string {
  return idOf('anomaly', model, sourceIndex, sourceId);
}

/** The same window or session judged again by the same model has the same id. */
export function unitId(model: string, kind: string, key: string, startMs: number): string {
  return idOf('unit', model, kind, key, startMs);
}

/** A batch that is read again starts at the same sequence number, and so overwrites its own rollups. */
export function rollupId(
  model: string,
  batch: Pick<Origin, 'index_uuid' | 'shard' | 'seq_no'>,
  minuteMs: number,
  host: string,
  service: string,
): string {
  const { index_uuid, shard, seq_no } = batch;
  return idOf('rollup', model, index_uuid, shard, seq_no, minuteMs, host, service);
}
