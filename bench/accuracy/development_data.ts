import path from 'node:path';
import { readRows, type Rows } from '../../sidecar/evaluate';
import { LineParser, type LogEvent } from '../../sidecar/pipeline/parse';
import { readLines } from '../bench_row';

const DATA = path.resolve(__dirname, '../../../shared/data');

/** Lines of HDFS in the order of time, each with its block. */
export interface HdfsData {
  rows: Rows;
  blocks: Map<string, { anomaly: 0 | 1; part: 'fit' | 'score' }>;
}

export const dataFile = (name: string): string => path.join(DATA, name);

/** @throws BenchSkip where the data is not there */
export async function hdfsData(): Promise<HdfsData> {
  const blocks: HdfsData['blocks'] = new Map();
  for (const line of readLines(dataFile('hdfs_raw/labels.csv')).slice(1)) {
    const [block, anomaly, , part] = line.split(',');
    blocks.set(block, {
      anomaly: anomaly === '1' ? 1 : 0,
      part: part === 'fit' ? 'fit' : 'score',
    });
  }
  const ndjson: string[] = [];
  for (const message of readLines(dataFile('hdfs_raw/events.log.gz'))) {
    const session = /blk_-?\d+/.exec(message)?.[0] ?? '';
    const block = blocks.get(session);
    if (block) ndjson.push(JSON.stringify({ message, session, label: block.anomaly }));
  }
  return { rows: await readRows(ndjson, 'HDFS'), blocks };
}

/** @throws BenchSkip where the data is not there */
export async function bglRows(): Promise<Rows> {
  const labels = readLines(dataFile('line_labelled/BGL_2k/labels.csv'))
    .slice(1)
    .map((line) => Number(line.split(',').pop()));
  const lines = readLines(dataFile('line_labelled/BGL_2k/lines.log'));
  return readRows(
    lines.map((message, i) => JSON.stringify({ message, label: labels[i] })),
    'BGL',
  );
}

/** Real logs without labels. @throws BenchSkip where the data is not there */
export function unlabelledEvents(name: string): LogEvent[] {
  const parser = new LineParser({ service: name });
  return readLines(dataFile(`unlabelled/${name}.log.gz`)).map((line) => parser.parse(line));
}

/** The rows that fulfil a condition, in their order. */
export function pickRows(rows: Rows, isPicked: (i: number) => boolean): Rows {
  const picked = rows.events.flatMap((_, i) => (isPicked(i) ? [i] : []));
  const { sessions, labels } = rows;
  return {
    events: picked.map((i) => rows.events[i]),
    sessions: sessions && picked.map((i) => sessions[i]),
    labels: labels && Uint8Array.from(picked, (i) => labels[i]),
    known: Int8Array.from(picked, (i) => rows.known[i]),
    lineNumbers: picked.map((i) => rows.lineNumbers[i]),
  };
}

/** What a training without labels may see. */
export function withoutLabels(rows: Rows): Rows {
  return { ...rows, labels: undefined, known: new Int8Array(rows.events.length).fill(-1) };
}
