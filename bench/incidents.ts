/**
 * Incidents in made-up days of which it is known what belongs together and what began it, beside the trivial way:
 * everything flagged within the same five minutes is one incident, and its first line the suspect.
 * Alone: node --import tsx bench/incidents.ts
 */
import { groupingFigures, type GroupingFigures } from '../sidecar/evaluate/grouping';
import { correlate, findIncidents, tellIncident, type FlaggedLine } from '../sidecar/incidents';
import { makeScenario, type Scenario } from '../test/helpers/incident_scenarios';
import { formatTable, type BenchRow } from './bench_row';

/** None of these seeds was looked at when the rules were made: that were 1 to 20. */
const SEEDS = Array.from({ length: 20 }, (_, i) => 101 + i);
const INCIDENTS_A_DAY = 10;
const RECALL = 0.7;
const WINDOW_MS = 300_000;
const SPEED_LINES = 100_000;

interface Outcome {
  lines: GroupingFigures;
  events: GroupingFigures;
  /** Share of incidents of several hosts or services whose first suspect is the cause. */
  suspects: number;
  /** Share of noise lines that stayed alone. */
  noiseAlone: number;
}

/** A grouping: the group of each line, and who is suspected in a group. */
interface Grouping {
  groups: number[];
  suspectOf(group: number): string;
}

function ours({ lines }: Scenario): Grouping {
  const found = correlate(lines);
  const groupOf = new Map<string, number>();
  found.forEach((group, i) => group.lines.forEach((line) => groupOf.set(line.lineId, i)));
  return {
    groups: lines.map(({ lineId }) => groupOf.get(lineId) ?? -1),
    suspectOf: (group) => nameOf(tellIncident(found[group]).suspect),
  };
}

function windows({ lines }: Scenario): Grouping {
  const groups = lines.map(({ timestampMs }) => Math.floor(timestampMs / WINDOW_MS));
  return { groups, suspectOf: (group) => nameOf(lines[groups.indexOf(group)]) };
}

function judge(scenario: Scenario, { groups, suspectOf }: Grouping): Outcome {
  const { lines, truth, causes } = scenario;
  const first = firstOfEvents(lines, truth);
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const noise = groups.filter((_, i) => truth[i] < 0);
  const suspected = causes.flatMap((cause, incident) => {
    const own = lines.flatMap((_, i) => (truth[i] === incident ? [i] : []));
    if (new Set(own.map((i) => nameOf(lines[i]))).size < 2) return [];
    return [suspectOf(mostFrequent(own.map((i) => groups[i]))) === cause];
  });
  return {
    lines: groupingFigures(truth, groups),
    events: groupingFigures(
      first.map((i) => truth[i]),
      first.map((i) => groups[i]),
    ),
    suspects: mean(suspected.map(Number)),
    noiseAlone: noise.filter((group) => sizes.get(group) === 1).length / noise.length,
  };
}

/** The first line of each pattern on each host and service, so that storms do not outweigh the rest. */
function firstOfEvents(lines: readonly FlaggedLine[], truth: readonly number[]): number[] {
  const seen = new Set<string>();
  return lines.flatMap((line, i) => {
    const key = truth[i] < 0 ? `alone ${i}` : `${truth[i]} ${nameOf(line)} ${line.template.id}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [i];
  });
}

function nameOf({ host, service }: { host: string; service: string }): string {
  return `${host}/${service}`;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

interface Targets {
  events: number;
  lines: number;
  suspects: number;
}

function accuracy(noisePerHour: number, targets: Targets): BenchRow[] {
  const scenarios = SEEDS.map((seed) =>
    makeScenario({ seed, incidents: INCIDENTS_A_DAY, noisePerHour, recall: RECALL }),
  );
  const found = scenarios.map((scenario) => judge(scenario, ours(scenario)));
  const trivial = scenarios.map((scenario) => judge(scenario, windows(scenario)));
  const row = (
    what: string,
    figure: (outcome: Outcome) => number,
    unit: string,
    target?: number,
    note?: string,
  ): BenchRow => ({
    area: `incidents, ${INCIDENTS_A_DAY} a day, ${noisePerHour} unrelated lines an hour`,
    what,
    value: mean(found.map(figure)),
    unit,
    target,
    peer: mean(trivial.map(figure)),
    note: note ?? `peer: 5-minute windows; ${SEEDS.length} seeds`,
  });
  return [
    row('pairs of events', ({ events }) => events.f1, 'F1', targets.events),
    row('  precision', ({ events }) => events.precision, ''),
    row('  recall', ({ events }) => events.recall, ''),
    row('pairs of lines', ({ lines }) => lines.f1, 'F1', targets.lines),
    row('adjusted Rand index of lines', ({ lines }) => lines.adjustedRand, 'ARI'),
    row('unrelated lines left alone', ({ noiseAlone }) => noiseAlone, 'share'),
    row('first suspect is the cause', ({ suspects }) => suspects, 'share', targets.suspects),
  ];
}

/** A day with so many flagged lines that nothing folds: patterns, hosts and services drawn at random. */
function crowdedDay(): FlaggedLine[] {
  const { lines } = makeScenario({ seed: 1, incidents: 20, noisePerHour: 20, recall: 1 });
  return Array.from({ length: SPEED_LINES }, (_, i) => ({
    ...lines[i % lines.length],
    lineId: `made ${i}`,
    timestampMs: Math.floor((i * 86_400_000) / SPEED_LINES),
    template: { id: `t${(i * 7919) % 20_011}`, text: 'a pattern', is_new: false },
    host: `host-${i % 50}`,
    service: `service-${i % 31}`,
  }));
}

/** Days as they are, one after the other, until there are so many lines. */
function usualDays(): FlaggedLine[] {
  const all: FlaggedLine[] = [];
  for (let day = 0; all.length < SPEED_LINES; day++) {
    const { lines } = makeScenario({ seed: day, incidents: 40, noisePerHour: 20, recall: 1 });
    for (const line of lines) {
      const timestampMs = line.timestampMs + day * 86_400_000;
      all.push({ ...line, lineId: `${day} ${line.lineId}`, timestampMs });
    }
  }
  return all.slice(0, SPEED_LINES);
}

function speed(what: string, lines: readonly FlaggedLine[], target?: number): BenchRow {
  const before = process.cpuUsage();
  findIncidents(lines);
  const { user, system } = process.cpuUsage(before);
  return {
    area: 'incidents, speed',
    what: `${lines.length.toLocaleString('en-US')} flagged lines, ${what}`,
    value: (user + system) / 1e6,
    unit: 's',
    target,
    better: 'lower',
    note: 'processor time, all threads',
  };
}

export async function run(): Promise<BenchRow[]> {
  return [
    ...accuracy(1, { events: 0.85, lines: 0.9, suspects: 0.75 }),
    ...accuracy(4, { events: 0.75, lines: 0.9, suspects: 0.75 }),
    ...accuracy(20, { events: 0.6, lines: 0.85, suspects: 0.65 }),
    speed('as they come', usualDays(), 2),
    speed('one day, no two alike', crowdedDay()),
  ];
}

if (require.main === module) void run().then((rows) => console.log(formatTable(rows)));
