import { LOG_LEVELS, type LogLevel } from '../../common/log_level';
import { DATA_VIEWS } from './data_views';
import { lens, swimLanes, table, xy } from './lens';
import { countOf, lastTime, maxOf, overTime, sumOf, topOf, type LensColumn } from './lens_columns';
import type { IdOf, SavedObjectInput } from './saved_object';

const SHOWN = 'anomaly.suppressed : false';
const ERRORS = 'log.level : (error or critical or alert or fatal)';
const TIME = overTime('Time');

/** Elastic's own colours of the severity bands; saved objects know no theme. */
const BANDS = [
  { from: 0, color: '#d2e9f7' },
  { from: 3, color: '#8bc8fb' },
  { from: 25, color: '#fdec25' },
  { from: 50, color: '#fba740' },
  { from: 75, color: '#fe5050' },
];

export const VISUALIZATIONS = {
  volume: 'lines-over-time',
  levels: 'levels-over-time',
  frequency: 'anomalies-over-time',
  lanes: 'swim-lanes-by-host',
  hosts: 'severity-by-host',
  patterns: 'top-patterns',
  errors: 'error-types',
} as const;

/** The Lens panels of the dashboards, each usable on any other dashboard, too. */
export function visualizations(idOf: IdOf): SavedObjectInput[] {
  return [
    lens(idOf, {
      name: VISUALIZATIONS.volume,
      title: 'Anomalies: all lines over time',
      description: 'Lines that were scored, and how many of them were flagged when they came.',
      dataView: DATA_VIEWS.rollups,
      columns: {
        time: TIME,
        lines: sumOf('Lines', 'rollup.lines'),
        flagged: sumOf('Flagged', 'rollup.flagged'),
      },
      visualizationType: 'lnsXY',
      visualization: xy({ seriesType: 'line', x: 'time', y: ['lines', 'flagged'] }),
    }),
    lens(idOf, {
      name: VISUALIZATIONS.levels,
      title: 'Anomalies: log levels over time',
      description: 'Lines by level, all lines that were scored.',
      dataView: DATA_VIEWS.rollups,
      columns: {
        time: TIME,
        ...Object.fromEntries(LOG_LEVELS.map((level) => [level, linesOf(level)])),
      },
      visualizationType: 'lnsXY',
      visualization: xy({ seriesType: 'bar_stacked', x: 'time', y: [...LOG_LEVELS] }),
    }),
    lens(idOf, {
      name: VISUALIZATIONS.frequency,
      title: 'Anomalies: flagged lines over time',
      description: 'How often lines are flagged, by severity.',
      dataView: DATA_VIEWS.anomalies,
      columns: {
        time: TIME,
        severity: topOf('Severity', 'anomaly.severity', BANDS.length, 'count'),
        count: countOf('Flagged lines'),
      },
      visualizationType: 'lnsXY',
      visualization: xy({
        seriesType: 'bar_stacked',
        x: 'time',
        y: ['count'],
        splitBy: 'severity',
      }),
      query: SHOWN,
    }),
    lens(idOf, {
      name: VISUALIZATIONS.lanes,
      title: 'Anomalies: swim lanes by host',
      description: 'The highest score of each host over time.',
      dataView: DATA_VIEWS.anomalies,
      columns: {
        time: TIME,
        host: topOf('Host', 'host.name', 10, 'score'),
        score: maxOf('Highest score', 'anomaly.score'),
      },
      visualizationType: 'lnsHeatmap',
      visualization: swimLanes('time', 'host', 'score', BANDS),
      query: SHOWN,
    }),
    lens(idOf, {
      name: VISUALIZATIONS.hosts,
      title: 'Anomalies: severity by host',
      description: 'Flagged lines of the hosts that have most of them.',
      dataView: DATA_VIEWS.anomalies,
      columns: {
        host: topOf('Host', 'host.name', 10, 'count'),
        severity: topOf('Severity', 'anomaly.severity', BANDS.length, 'count'),
        count: countOf('Flagged lines'),
      },
      visualizationType: 'lnsXY',
      visualization: xy({
        seriesType: 'bar_horizontal_stacked',
        x: 'host',
        y: ['count'],
        splitBy: 'severity',
      }),
      query: SHOWN,
    }),
    patternTable(idOf, VISUALIZATIONS.patterns, {
      title: 'Anomalies: top patterns',
      description: 'Patterns whose lines were flagged most often.',
      query: SHOWN,
    }),
    patternTable(idOf, VISUALIZATIONS.errors, {
      title: 'Anomalies: error types',
      description: 'Patterns of flagged lines of level error and worse.',
      query: `${SHOWN} and ${ERRORS}`,
    }),
  ];
}

const linesOf = (level: LogLevel): LensColumn => sumOf(level, `rollup.levels.${level}`);

function patternTable(
  idOf: IdOf,
  name: string,
  options: { title: string; description: string; query: string },
): SavedObjectInput {
  const columns = {
    pattern: topOf('Pattern', 'anomaly.template.text', 15, 'count'),
    count: countOf('Flagged lines'),
    score: maxOf('Highest score', 'anomaly.score'),
    last: lastTime('Last seen'),
  };
  return lens(idOf, {
    ...options,
    name,
    dataView: DATA_VIEWS.anomalies,
    columns,
    visualizationType: 'lnsDatatable',
    visualization: table(Object.keys(columns)),
  });
}
