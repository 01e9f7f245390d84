/** Grouping of raw lines into templates, one configuration for all systems. */
import { BenchSkip } from '../bench_row';
import {
  groupingAccuracies,
  groupingAccuracy,
  hasDevelopmentData,
  readLines,
  type GroupingAccuracy,
} from '../templates';
import { TEMPLATE_BASELINES } from './baselines';
import { markdownTable, meanOf, type Section } from './report';

/** @throws BenchSkip where the data is not there */
export function templates(): Section {
  if (!hasDevelopmentData()) throw new BenchSkip('../shared/data/loghub2k is not there');
  const found = groupingAccuracies();
  const trivial = new Map(found.map(({ system }) => [system, trivialAccuracy(system)]));
  const mean = (of: readonly { ga: number; fga: number }[]) => ({
    ga: meanOf(of.map(({ ga }) => ga)),
    fga: meanOf(of.map(({ fga }) => fga)),
  });
  const row = (
    name: string,
    { ga, fga }: { ga: number; fga: number },
    simple: { ga: number; fga: number },
  ) => [
    name,
    ga.toFixed(4),
    fga.toFixed(4),
    `${simple.ga.toFixed(3)} / ${simple.fga.toFixed(3)}`,
    ...(TEMPLATE_BASELINES[name] ?? ['', '', '']),
  ];
  const rows = found.map((accuracy) =>
    row(accuracy.system, accuracy, trivial.get(accuracy.system) as GroupingAccuracy),
  );
  const all = mean(found);
  rows.push(row('mean', all, mean([...trivial.values()])));
  const check = (figure: string, value: number, target: number) => ({
    protocol: 'templates',
    figure,
    value,
    target,
  });
  return {
    text: [
      '## templates',
      'One pass over the raw lines, header and all. GA is the share of lines whose group is exactly a true group, FGA ' +
        'the F1 over groups. The trivial method takes every word with a digit in it for a variable.',
      markdownTable(
        [
          'system',
          'GA',
          'FGA',
          'trivial (GA / FGA)',
          'published Drain (GA)',
          'Drain3, content (GA / FGA)',
          'Drain3, raw (GA)',
        ],
        rows,
      ),
    ].join('\n\n'),
    checks: [
      check('mean GA', all.ga, 0.98),
      check('mean FGA', all.fga, 0.95),
      check('GA of the worst system', Math.min(...found.map(({ ga }) => ga)), 0.95),
    ],
  };
}

function trivialAccuracy(system: string): GroupingAccuracy {
  const lines = readLines(`loghub2k/${system}/lines.log`);
  const truth = readLines(`loghub2k/${system}/truth.csv`)
    .slice(1)
    .map((line) => line.split(',')[1]);
  const groups = lines.map((line) => line.replace(/\S*\d\S*/g, '*'));
  return { system, ...groupingAccuracy(groups, truth) };
}
