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

/**
 * Runs a Python script of this folder in a process of its own, on one thread, and reads the JSON that it prints.
 * @param inputs arrays by name; the script gets `name=FILE` arguments, each a file of the raw numbers
 * @param args further arguments, behind those of the inputs
 */
export function runPython<Answer>(
  script: string,
  inputs: Record<string, NodeJS.TypedArray>,
  args: readonly string[] = [],
): Answer {
  const folder = mkdtempSync(path.join(tmpdir(), 'anomalies-bench-'));
  try {
    const files = Object.entries(inputs).map(([name, values]) => {
      const file = path.join(folder, name);
      writeFileSync(file, values);
      return `${name}=${file}`;
    });
    const out = execFileSync('python3', [path.join(__dirname, script), ...files, ...args], {
      env: { ...process.env, ...ONE_THREAD },
      maxBuffer: 1 << 28,
    });
    return JSON.parse(out.toString('utf8')) as Answer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs scikit-learn's isolation forest on the same rows. */
export function scikitForest(
  matrix: FeatureMatrix,
  truth: Uint8Array | undefined,
  seeds: number,
): ForestFigures {
  return runPython('isolation_forest.py', { rows: matrix.values, ...(truth ? { truth } : {}) }, [
    `columns=${matrix.columns.length}`,
    `seeds=${seeds}`,
  ]);
}
