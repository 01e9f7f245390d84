import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FeatureMatrix } from '../sidecar/pipeline/features/matrix';
import { Random } from '../sidecar/pipeline/random';
import { readLines } from './bench_row';
import { templatesOf } from './templates';

const DATA = path.resolve(__dirname, '../../shared/data');
const BLOCK = /blk_-?\d+/;

export interface LabelledRows {
  name: string;
  matrix: FeatureMatrix;
  truth: Uint8Array;
}

const columnsOf = (width: number) => Array.from({ length: width }, (_, i) => `c${i}`);

/** Rows of a bell around 0: what speed is measured on. */
export function bellRows(rows: number, width: number): FeatureMatrix {
  const random = new Random(1);
  const values = new Float32Array(rows * width);
  for (let i = 0; i < values.length; i++)
    values[i] = random.uniform() + random.uniform() + random.uniform() - 1.5;
  return { columns: columnsOf(width), rows, values };
}

/** Three clusters of different widths and 2 % rows that lie between them in a quarter of the columns. */
export function clusteredRows(rows = 4000, width = 16): LabelledRows {
  const random = new Random(2);
  const values = new Float32Array(rows * width);
  const truth = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const anomalous = row % 50 === 0;
    truth[row] = anomalous ? 1 : 0;
    const cluster = random.below(3);
    for (let column = 0; column < width; column++) {
      const bell = random.uniform() + random.uniform() + random.uniform() - 1.5;
      const centre = 3 * ((cluster * 7 + column * 5) % 3);
      const off = anomalous && column % 4 === 0 ? 2.5 * bell : 0;
      values[row * width + column] = centre + off + bell * (0.5 + 0.4 * cluster);
    }
  }
  return {
    name: 'three clusters, 4,000 × 16',
    matrix: { columns: columnsOf(width), rows, values },
    truth,
  };
}

/** Log event counts of the HDFS blocks, own templates; null where the data is not there. */
export function hdfsCounts(): LabelledRows | null {
  const file = path.join(DATA, 'hdfs_raw/events.log.gz');
  if (!existsSync(file)) return null;
  const lines = readLines(file);
  const labels = new Map(
    readFileSync(path.join(DATA, 'hdfs_raw/labels.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',') as [string, string]),
  );
  const templates = templatesOf(lines);
  const width = 1 + templates.reduce((a, b) => Math.max(a, b), 0);
  const rowOf = new Map([...labels.keys()].map((block, row) => [block, row]));
  const values = new Float32Array(rowOf.size * width);
  lines.forEach((line, i) => {
    const row = rowOf.get(BLOCK.exec(line)?.[0] ?? '');
    if (row !== undefined) values[row * width + templates[i]]++;
  });
  for (let i = 0; i < values.length; i++) values[i] = Math.log1p(values[i]);
  return {
    name: `HDFS log counts, ${rowOf.size} × ${width}`,
    matrix: { columns: columnsOf(width), rows: rowOf.size, values },
    truth: Uint8Array.from(labels.values(), (label) => Number(label)),
  };
}
