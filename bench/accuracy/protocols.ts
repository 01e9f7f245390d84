import type { Rows } from '../../sidecar/evaluate';
import { bglRows, hdfsData, pickRows, withoutLabels, type HdfsData } from './development_data';

export const SESSION_PROTOCOLS = ['hdfs-all', 'hdfs-time', 'hdfs-normal'] as const;
export const LINE_PROTOCOLS = ['bgl-all', 'bgl-time'] as const;
export type SessionProtocol = (typeof SESSION_PROTOCOLS)[number];
export type LineProtocol = (typeof LINE_PROTOCOLS)[number];
export type Protocol = SessionProtocol | LineProtocol;

/** What is learned from, without labels, and what is judged. */
export interface ProtocolData {
  train: Rows;
  test: Rows;
}

let hdfs: Promise<HdfsData> | undefined;
let bgl: Promise<Rows> | undefined;

export const loadHdfs = (): Promise<HdfsData> => (hdfs ??= hdfsData());

/** @throws BenchSkip where the data is not there */
export async function loadProtocol(protocol: Protocol): Promise<ProtocolData> {
  if (protocol === 'bgl-all' || protocol === 'bgl-time') {
    const rows = await (bgl ??= bglRows());
    if (protocol === 'bgl-all') return { train: withoutLabels(rows), test: rows };
    const half = rows.events.length / 2;
    return {
      train: withoutLabels(pickRows(rows, (i) => i < half)),
      test: pickRows(rows, (i) => i >= half),
    };
  }
  const { rows, blocks } = await loadHdfs();
  if (protocol === 'hdfs-all') return { train: withoutLabels(rows), test: rows };
  const blockOf = (i: number) => blocks.get((rows.sessions as string[])[i]);
  const isLearned = (i: number) =>
    blockOf(i)?.part === 'fit' && (protocol === 'hdfs-time' || blockOf(i)?.anomaly === 0);
  return {
    train: withoutLabels(pickRows(rows, isLearned)),
    test: pickRows(rows, (i) => blockOf(i)?.part === 'score'),
  };
}
