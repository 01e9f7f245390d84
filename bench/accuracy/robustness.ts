/** What is left of the accuracy where the training is contaminated, or the stream is cut anywhere. */
import { evaluateRows, type AccuracyFigures, type Rows } from '../../sidecar/evaluate';
import { Random } from '../../sidecar/pipeline/random';
import type { HdfsData } from './development_data';
import { pickRows, withoutLabels } from './development_data';
import { loadHdfs, type ProtocolData } from './protocols';
import { markdownTable, meanAndDeviation, meanOf, type RunOptions, type Section } from './report';

export const SHARES = [0.01, 0.02, 0.05, 0.1] as const;
const CUTS = 8;
const CUT_SEED = 1;
/** No cut in the first or last tenth of the stream. */
const MARGIN = 0.1;
const LEAST_F1 = 0.8;
const MOST_BELOW_HINDSIGHT = 0.1;

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** @throws BenchSkip where the data is not there */
export async function robustness(options: RunOptions): Promise<Section> {
  const hdfs = await loadHdfs();
  const contaminated = await contaminationSection(hdfs, options);
  const cut = await cutSection(hdfs, options);
  return {
    text: `## Robustness\n\n${contaminated.text}\n\n${cut.text}`,
    checks: [...contaminated.checks, ...cut.checks],
  };
}

/** Protocols whose training can be contaminated; both have the normal blocks of theirs as the rest. */
export const CONTAMINATED = ['hdfs-all', 'hdfs-time and hdfs-normal'] as const;

async function contaminationSection(hdfs: HdfsData, options: RunOptions): Promise<Section> {
  const rows: string[][] = [];
  const checks: Section['checks'] = [];
  for (const protocol of CONTAMINATED)
    for (const share of SHARES) {
      const runs: AccuracyFigures[] = [];
      let units = '';
      for (const seed of options.seeds) {
        options.progress(`${protocol}, ${percent(share)} anomalous, seed ${seed}`);
        const { data, normal, anomalous } = contaminated(hdfs, protocol, share, seed);
        units = `${normal} + ${anomalous}`;
        runs.push((await evaluateRows(data.train, data.test, { seed })).report);
      }
      rows.push([
        protocol,
        percent(share),
        units,
        ...(['roc_auc', 'average_precision', 'f1', 'best_f1'] as const).map((key) =>
          meanAndDeviation(runs.map((run) => run[key])),
        ),
        Math.min(...runs.map(({ f1 }) => f1 ?? NaN)).toFixed(3),
      ]);
      checks.push({
        protocol: `${protocol}, ${percent(share)} of training anomalous`,
        figure: 'own F1',
        value: meanOf(runs.map(({ f1 }) => f1 ?? NaN)),
        target: LEAST_F1,
      });
    }
  const text = [
    '### Anomalous units in the training',
    'Anomalous blocks are drawn at random and left where they stand among the normal ones, so that they make up the given ' +
      'share of the training blocks. Where there are too few of them for it, as many normal blocks are drawn as keep the ' +
      'share. hdfs-all: of all blocks, judged on the blocks of the training themselves. hdfs-time and hdfs-normal (which ' +
      'become the same): of the first 2,300 blocks, judged on the other 3,450. Five draws.',
    markdownTable(
      [
        'protocol',
        'anomalous in training',
        'normal + anomalous blocks',
        'AUC',
        'AP',
        'own F1',
        'best F1 in hindsight',
        'worst own F1',
      ],
      rows,
    ),
  ].join('\n\n');
  return { text, checks };
}

/** A training of which `share` is anomalous, and what is judged by it. */
export function contaminated(
  { rows, blocks }: HdfsData,
  protocol: (typeof CONTAMINATED)[number],
  share: number,
  seed: number,
): { data: ProtocolData; normal: number; anomalous: number } {
  const random = new Random(seed);
  const pool = [...blocks].filter(([, { part }]) => protocol === 'hdfs-all' || part === 'fit');
  const names = (anomaly: 0 | 1) =>
    pool.filter(([, block]) => block.anomaly === anomaly).map(([name]) => name);
  const [normal, anomalous] = [names(0), names(1)];
  const odds = share / (1 - share);
  const wanted = Math.min(anomalous.length, Math.round(odds * normal.length));
  const kept = Math.min(normal.length, Math.round(wanted / odds));
  const draw = (from: string[], count: number) =>
    Array.from(random.sample(from.length, count), (i) => from[i]);
  const learned = new Set([...draw(normal, kept), ...draw(anomalous, wanted)]);
  const blockOf = (i: number) => (rows.sessions as string[])[i];
  const train = pickRows(rows, (i) => learned.has(blockOf(i)));
  const test =
    protocol === 'hdfs-all'
      ? train
      : pickRows(rows, (i) => blocks.get(blockOf(i))?.part === 'score');
  return { data: { train: withoutLabels(train), test }, normal: kept, anomalous: wanted };
}

/** What is judged where the stream is cut. */
const JUDGED = [
  {
    name: 'at the cut',
    what: 'the blocks of the training, as far as they have come by then',
    testOf: (rows: Rows, cut: number) => pickRows(rows, (i) => i < cut),
  },
  {
    name: 'after the cut',
    what: 'the blocks with a line after it, with all their lines, also those before',
    testOf: (rows: Rows, cut: number) => {
      const later = new Set((rows.sessions as string[]).slice(cut));
      return pickRows(rows, (i) => later.has((rows.sessions as string[])[i]));
    },
  },
  {
    name: 'torn by the cut',
    what: 'the lines after it alone: blocks that ran at the cut lack their first lines',
    testOf: (rows: Rows, cut: number) => pickRows(rows, (i) => i >= cut),
  },
] as const;

/** Positions of the cuts, in lines, in rising order. */
export function cutsOf(lines: number): number[] {
  const random = new Random(CUT_SEED);
  const span = Math.floor((1 - 2 * MARGIN) * lines);
  return Array.from(random.sample(span, CUTS), (at) => at + Math.floor(MARGIN * lines)).sort(
    (a, b) => a - b,
  );
}

/** Own F1 and the best in hindsight at one cut, for each thing that can be judged. */
export async function judgeCut(
  rows: Rows,
  cut: number,
  detectors?: string[],
): Promise<AccuracyFigures[]> {
  const train = withoutLabels(pickRows(rows, (i) => i < cut));
  const figures: AccuracyFigures[] = [];
  for (const { testOf } of JUDGED)
    figures.push((await evaluateRows(train, testOf(rows, cut), { detectors })).report);
  return figures;
}

async function cutSection({ rows }: HdfsData, { progress }: RunOptions): Promise<Section> {
  const table: string[][] = [];
  const worst = JUDGED.map(() => -Infinity);
  for (const cut of cutsOf(rows.events.length)) {
    progress(`cut at line ${cut}`);
    const figures = await judgeCut(rows, cut);
    figures.forEach(({ f1, best_f1 }, k) => {
      worst[k] = Math.max(worst[k], (best_f1 ?? NaN) - (f1 ?? NaN));
    });
    table.push([
      cut.toLocaleString('en-US'),
      ...figures.map(
        ({ f1, best_f1, average_precision }) =>
          `${f1?.toFixed(3)} of ${best_f1?.toFixed(3)} (AP ${average_precision?.toFixed(3)})`,
      ),
    ]);
  }
  const text = [
    '### The stream cut at eight random places',
    'All blocks in the order of time. Trained, without labels, on the lines before the cut: blocks that run at the cut ' +
      'are in the training as they stand then. Judged are',
    JUDGED.map(({ name, what }) => `- ${name}: ${what}.`).join('\n'),
    "A block counts as anomalous by the label of the whole block, also where the part that is there shows nothing yet, so the best threshold in hindsight can't reach 1. Figures: own F1 of the best F1 in hindsight.",
    markdownTable(['cut before line', ...JUDGED.map(({ name }) => name)], table),
  ].join('\n\n');
  return {
    text,
    checks: JUDGED.map(({ name }, k) => ({
      protocol: `stream cut at 8 places, ${name}`,
      figure: 'most that own F1 is below the best in hindsight',
      value: worst[k],
      target: MOST_BELOW_HINDSIGHT,
      isCeiling: true,
    })),
  };
}
