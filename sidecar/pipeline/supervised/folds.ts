import type { FitProgress } from '../detectors/detector';
import type { Labels } from './labelled_rows';
import { part } from './steps';

/** How units were parted to judge each by the labels of others. */
export interface TimeFolds {
  /** Fold of each unit. */
  fold: Uint8Array;
  folds: number;
  /** Stretches of time that the units were cut into; each is whole in one fold. */
  blocks: number;
}

const FOLDS = 5;
const BLOCKS = 20;

/**
 * Folds for cross-validation: the units, in order of time, are cut into 20 stretches of equal length; the stretches are
 * dealt out to 5 folds so that each gets its part of the anomalous units. Never single units: near copies follow one
 * another, and one on either side makes every classifier look perfect. Where all anomalous units lie in one stretch,
 * there are two folds: before and after the middle one of them.
 * @param labels 1 anomalous, 0 normal, −1 nothing, in order of time
 * @returns undefined where either kind has fewer than 2 units, or cannot be parted
 */
export function timeFolds(labels: Int8Array): TimeFolds | undefined {
  const blockOf = (unit: number) => Math.floor((unit * BLOCKS) / labels.length);
  const anomalous = new Int32Array(BLOCKS);
  const normal = new Int32Array(BLOCKS);
  labels.forEach((label, unit) => {
    if (label === 1) anomalous[blockOf(unit)]++;
    else if (label === 0) normal[blockOf(unit)]++;
  });
  const dealt = dealOut(anomalous, normal);
  const folds =
    anomalous.filter((count) => count > 0).length >= 2
      ? {
          fold: Uint8Array.from(labels, (_, unit) => dealt[blockOf(unit)]),
          folds: FOLDS,
          blocks: BLOCKS,
        }
      : inTwo(labels);
  return folds && everyFoldCanLearn(labels, folds) ? folds : undefined;
}

/** Stretches with most anomalous units first, each to the fold that has fewest of them, then fewest of the others. */
function dealOut(anomalous: Int32Array, normal: Int32Array): Uint8Array {
  const held = Array.from({ length: FOLDS }, () => ({ anomalous: 0, normal: 0, blocks: 0 }));
  const foldOf = new Uint8Array(BLOCKS);
  const order = Array.from(anomalous.keys()).sort(
    (a, b) => anomalous[b] - anomalous[a] || normal[b] - normal[a] || a - b,
  );
  for (const block of order) {
    let to = 0;
    for (let fold = 1; fold < FOLDS; fold++) {
      const less =
        held[fold].anomalous - held[to].anomalous ||
        held[fold].normal - held[to].normal ||
        held[fold].blocks - held[to].blocks;
      if (less < 0) to = fold;
    }
    foldOf[block] = to;
    held[to].anomalous += anomalous[block];
    held[to].normal += normal[block];
    held[to].blocks++;
  }
  return foldOf;
}

function inTwo(labels: Int8Array): TimeFolds | undefined {
  const anomalous = Array.from(labels.keys()).filter((unit) => labels[unit] === 1);
  if (anomalous.length < 2) return undefined;
  const middle = anomalous[anomalous.length >> 1];
  return {
    fold: Uint8Array.from(labels, (_, unit) => (unit < middle ? 0 : 1)),
    folds: 2,
    blocks: 2,
  };
}

/** Whether without any one fold there are still labels of both kinds. */
function everyFoldCanLearn(labels: Int8Array, { fold, folds }: TimeFolds): boolean {
  for (const kind of [0, 1]) {
    const within = new Set<number>();
    labels.forEach((label, unit) => {
      if (label === kind) within.add(fold[unit]);
    });
    if (within.size < Math.min(2, folds)) return false;
  }
  return true;
}

/**
 * Judges each unit by what was learned without the labels of its stretch of time.
 * @param judge learns from the labels and gives odds of all units, one array a classifier
 * @returns the odds and the folds; without folds, the odds are by what was learned from all labels
 */
export function* outOfFold(
  labels: Labels,
  judge: (labels: Labels) => Generator<FitProgress, Float64Array[]>,
): Generator<FitProgress, { odds: Float64Array[]; folds: TimeFolds | undefined }> {
  const folds = timeFolds(labels.known);
  if (!folds) return { odds: yield* judge(labels), folds };
  let odds: Float64Array[] = [];
  for (let fold = 0; fold < folds.folds; fold++) {
    yield { phase: 'Judging units without their labels', fraction: fold / folds.folds };
    const isLeftOut = (unit: number) => folds.fold[unit] === fold;
    const known = labels.known.map((label, unit) => (isLeftOut(unit) ? -1 : label));
    const judged = yield* part(judge({ ...labels, known }), fold / folds.folds, 1 / folds.folds);
    odds = judged.map((own, k) =>
      own.map((value, unit) => (isLeftOut(unit) ? value : (odds[k]?.[unit] ?? 0))),
    );
  }
  return { odds, folds };
}
