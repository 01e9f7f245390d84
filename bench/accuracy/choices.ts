/** Other defaults than the one there is, over all protocols at once. */
import { evaluateRows, readRows, type EvaluationReport, type Rows } from '../../sidecar/evaluate';
import { DEFAULT_START_MS, generateLogs } from '../../sidecar/generate';
import { loadHdfs, loadProtocol, SESSION_PROTOCOLS } from './protocols';
import { markdownTable, meanAndDeviation, meanOf, type RunOptions, type Section } from './report';
import { contaminated, CONTAMINATED, cutsOf, judgeCut, SHARES } from './robustness';

const SESSION_CHOICES: readonly string[][] = [
  ['nearest_neighbours', 'rare_event', 'bigram'],
  ['nearest_neighbours', 'rare_event'],
  ['nearest_neighbours', 'bigram'],
  ['rare_event', 'bigram'],
  ['nearest_neighbours', 'rare_event', 'trigram'],
  ['nearest_neighbours', 'rare_event', 'bigram', 'trigram'],
  ['nearest_neighbours', 'rare_event', 'bigram', 'isolation_forest'],
  ['nearest_neighbours', 'rare_event', 'bigram', 'k_means'],
  ['nearest_neighbours', 'rare_event', 'bigram', 'lstm'],
];

const LINE_CHOICES: readonly string[][] = [
  ['rarity', 'isolation_forest'],
  ['rarity'],
  ['isolation_forest'],
  ['rarity', 'autoencoder'],
  ['rarity', 'one_class_svm'],
  ['rarity', 'k_means'],
  ['rarity', 'dbscan'],
  ['rarity', 'hierarchical'],
  ['rarity', 'isolation_forest', 'hierarchical'],
  ['rarity', 'isolation_forest', 'autoencoder'],
  ['rarity', 'isolation_forest', 'one_class_svm'],
];

const GENERATED_LINES = 10_000;
const GENERATED_ANOMALIES = 20;
/** Of the eight cuts, so many are tried with each choice. */
const CUTS_TRIED = 2;

/** @throws BenchSkip where the data is not there */
export async function choices(options: RunOptions): Promise<Section> {
  const sessions = await sessionChoices(options);
  const lines = await lineChoices(options);
  return { text: `## Other defaults\n\n${sessions}\n\n${lines}`, checks: [] };
}

async function sessionChoices({ seeds, progress }: RunOptions): Promise<string> {
  const hdfs = await loadHdfs();
  const cuts = cutsOf(hdfs.rows.events.length).filter((_, i) => i % (8 / CUTS_TRIED) === 1);
  const rows: string[][] = [];
  for (const detectors of SESSION_CHOICES) {
    progress(`sessions by ${detectors.join(', ')}`);
    const cells: string[] = [];
    const precisions: number[] = [];
    const ownF1: number[] = [];
    for (const protocol of SESSION_PROTOCOLS) {
      const { train, test } = await loadProtocol(protocol);
      const { report } = await evaluateRows(train, test, { detectors, seed: seeds[0] });
      cells.push(apAndF1([report]));
      precisions.push(report.average_precision ?? NaN);
      ownF1.push(report.f1 ?? NaN);
    }
    for (const protocol of CONTAMINATED)
      for (const share of SHARES) {
        const { data } = contaminated(hdfs, protocol, share, seeds[0]);
        const { report } = await evaluateRows(data.train, data.test, { detectors, seed: seeds[0] });
        precisions.push(report.average_precision ?? NaN);
        ownF1.push(report.f1 ?? NaN);
      }
    let below = 0;
    for (const cut of cuts)
      for (const { f1, best_f1 } of (await judgeCut(hdfs.rows, cut, detectors)).slice(0, 2))
        below = Math.max(below, (best_f1 ?? NaN) - (f1 ?? NaN));
    rows.push([
      detectors.join(', '),
      ...cells,
      meanOf(precisions).toFixed(3),
      meanOf(ownF1).toFixed(3),
      Math.min(...ownF1).toFixed(3),
      below.toFixed(3),
    ]);
  }
  return [
    '### Sessions',
    `AP / own F1 by protocol, seed ${seeds[0]}; then over the protocols and the eight contaminated trainings together, and how ` +
      `far own F1 is below the best in hindsight at the worst of ${CUTS_TRIED} cuts (at and after the cut). The first row is the default.`,
    markdownTable(
      [
        'detectors',
        ...SESSION_PROTOCOLS,
        'mean AP',
        'mean own F1',
        'worst own F1',
        'cuts: below hindsight',
      ],
      rows,
    ),
  ].join('\n\n');
}

async function lineChoices({ seeds, progress }: RunOptions): Promise<string> {
  const all = await loadProtocol('bgl-all');
  const time = await loadProtocol('bgl-time');
  const made: { train: Rows; test: Rows }[] = [];
  for (const seed of seeds) {
    const rows = await generatedRows(seed);
    made.push({ train: rows, test: rows });
  }
  const rows: string[][] = [];
  for (const detectors of LINE_CHOICES) {
    progress(`lines by ${detectors.join(', ')}`);
    const judge = async ({ train, test }: { train: Rows; test: Rows }, how = {}) => {
      const reports: EvaluationReport[] = [];
      for (const seed of seeds)
        reports.push((await evaluateRows(train, test, { ...how, detectors, seed })).report);
      return reports;
    };
    const generated: EvaluationReport[] = [];
    for (const [i, { train, test }] of made.entries())
      generated.push((await evaluateRows(train, test, { detectors, seed: seeds[i] })).report);
    const measured = [
      await judge(all),
      await judge(all, { severityPrior: false }),
      await judge(time),
      generated,
    ];
    rows.push([
      detectors.join(', '),
      ...measured.map(apAndF1),
      meanOf(measured.map(meanPrecision)).toFixed(3),
    ]);
  }
  return [
    '### Lines',
    `AP / own F1, mean of the seeds, with the severity prior where nothing else is said. Generated: ${GENERATED_LINES.toLocaleString('en-US')} lines with ` +
      `${GENERATED_ANOMALIES} injected anomalies, judged by line; bursts, silence and wrong order do not show in lines. The first row is the default.`,
    markdownTable(
      ['detectors', 'bgl-all', 'bgl-all, no severity', 'bgl-time', 'generated', 'mean AP'],
      rows,
    ),
  ].join('\n\n');
}

const meanPrecision = (reports: readonly EvaluationReport[]) =>
  meanOf(reports.map(({ average_precision }) => average_precision ?? NaN));

const apAndF1 = (reports: readonly EvaluationReport[]) =>
  `${meanAndDeviation(reports.map(({ average_precision }) => average_precision))} / ${meanAndDeviation(reports.map(({ f1 }) => f1))}`;

function generatedRows(seed: number): Promise<Rows> {
  const lines = generateLogs({
    lines: GENERATED_LINES,
    seed,
    anomalies: GENERATED_ANOMALIES,
    startMs: DEFAULT_START_MS,
  });
  const ndjson = Array.from(lines, ({ message, timestampMs, stream, label }) =>
    JSON.stringify({ message, timestamp: timestampMs, stream, label }),
  );
  return readRows(ndjson, 'generated lines');
}
