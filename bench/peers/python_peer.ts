import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FeatureMatrix } from '../../sidecar/pipeline/features/matrix';

export interface ForestFigures {
  fit_seconds: number;
  rows_per_second: number;
  auc_mean: number | null;
  auc_sd: number | null;
}

/** One thread: what we are compared with on one core. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** Why scikit-learn cannot run beside us here; null where it can. */
export function whyNoScikitLearn(): string | null {
  try {
    execFileSync('python3', ['-c', 'import sklearn'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'python3 with scikit-learn is not there';
  }
}

/** Runs scikit-learn's isolation forest on the same rows, in a process of its own. */
export function scikitForest(
  matrix: FeatureMatrix,
  truth: Uint8Array | undefined,
  seeds: number,
): ForestFigures {
  const folder = mkdtempSync(path.join(tmpdir(), 'anomalies-bench-'));
  try {
    const rows = path.join(folder, 'rows.f32');
    const labels = path.join(folder, 'labels.u8');
    writeFileSync(rows, matrix.values);
    if (truth) writeFileSync(labels, truth);
    const script = path.join(__dirname, 'isolation_forest.py');
    const args = [script, rows, `${matrix.columns.length}`, truth ? labels : '-', `${seeds}`];
    const out = execFileSync('python3', args, { env: { ...process.env, ...ONE_THREAD } });
    return JSON.parse(out.toString('utf8')) as ForestFigures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
