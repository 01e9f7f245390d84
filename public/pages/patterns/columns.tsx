import { EuiBadge, EuiIcon, EuiToolTip, type EuiTableFieldDataColumnType } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ReactNode } from 'react';
import type { PatternListRow } from '../../../common/app_api/patterns/schema';
import { PatternText } from '../../components/pattern_text';
import { SparkBars } from '../../components/spark_bars';
import type { Times } from '../../hooks/use_times';
import { formatCount, formatShort } from '../../lib/numbers';
import { typicalText } from '../../lib/typical_text';
import { differenceText, factorText } from './change_text';
import { TAB_LABELS, TAB_MEANINGS } from './tabs';

type Column = EuiTableFieldDataColumnType<PatternListRow>;

export function columnsOf(times: Times, isComparing: boolean, isNarrow: boolean): Column[] {
  if (isNarrow) return [PATTERN, LINES, ...(isComparing ? [CHANGE] : [])];
  const last = timeColumn(
    'last',
    i18n.translate('anomalies.patterns.column.last', { defaultMessage: 'Last seen' }),
    times,
  );
  if (isComparing) return [PATTERN, LINES, THEN, CHANGE, OVER_TIME, WHERE, last];
  const first = timeColumn(
    'first',
    i18n.translate('anomalies.patterns.column.first', { defaultMessage: 'First seen' }),
    times,
  );
  return [PATTERN, LINES, OVER_TIME, WHERE, first, last, FLAGGED];
}

const PATTERN: Column = {
  field: 'pattern',
  name: i18n.translate('anomalies.patterns.column.pattern', { defaultMessage: 'Pattern' }),
  render: (_: unknown, row) => (
    <div className="anmPatternCell">
      <span className="anmPatternCell__text" title={row.text}>
        <PatternText text={row.text} />
      </span>
      <Marks row={row} />
    </div>
  ),
};

function Marks({ row }: { row: PatternListRow }) {
  const muted =
    row.mutedOn.length > 0 &&
    i18n.translate('anomalies.patterns.mutedOn', {
      defaultMessage: 'Muted on {hosts}',
      values: { hosts: row.mutedOn.join(', ') },
    });
  const watched =
    row.isWatched && i18n.translate('anomalies.patterns.isWatched', { defaultMessage: 'Watched' });
  if (row.kinds.length === 0 && !muted && !watched) return null;
  return (
    <span className="anmPatternCell__marks">
      {row.kinds.map((kind) => (
        <EuiBadge key={kind} color="hollow" title={TAB_MEANINGS[kind]}>
          {TAB_LABELS[kind]}
        </EuiBadge>
      ))}
      {watched && <EuiIcon type="eye" size="s" title={watched} aria-label={watched} />}
      {muted && <EuiIcon type="bellSlash" size="s" title={muted} aria-label={muted} />}
    </span>
  );
}

const LINES: Column = {
  field: 'lines',
  name: i18n.translate('anomalies.patterns.column.lines', { defaultMessage: 'Lines' }),
  sortable: true,
  width: '112px',
  align: 'right',
  render: (_: unknown, row) => (
    <TwoNumbers
      first={formatCount(row.lines)}
      second={row.change ? '' : typicalText(row.typicalPerDay)}
      title={shareText(row.share)}
    />
  ),
};

const shareText = (share: number): string =>
  i18n.translate('anomalies.patterns.share', {
    defaultMessage: '{percent} % of lines',
    values: { percent: share > 0 && share < 0.001 ? '< 0.1' : formatShort(share * 100) },
  });

const OVER_TIME: Column = {
  field: 'counts',
  name: i18n.translate('anomalies.patterns.column.overTime', { defaultMessage: 'Over time' }),
  width: '150px',
  render: (_: unknown, row) => (
    <SparkBars
      counts={row.counts}
      label={i18n.translate('anomalies.patterns.sparkLabel', {
        defaultMessage: '{count, plural, one {# line} other {# lines}} in the period',
        values: { count: row.lines },
      })}
    />
  ),
};

const WHERE: Column = {
  field: 'hosts',
  name: i18n.translate('anomalies.patterns.column.where', { defaultMessage: 'Hosts, services' }),
  width: '15%',
  render: (_: unknown, { hosts, services }) => (
    <div className="anmTwoLines">
      <div className="anmClip" title={hosts.join(', ')}>
        {hosts.join(', ') || '–'}
      </div>
      <div className="anmClip anmSubdued">{services.join(', ')}</div>
    </div>
  ),
};

const timeColumn = (field: 'first' | 'last', name: string, times: Times): Column => ({
  field,
  name,
  sortable: true,
  width: '104px',
  render: (_: unknown, row) => {
    const time = row[field];
    if (time === null) return <span className="anmSubdued">–</span>;
    return (
      <span className="anmNumber" title={times.full(time)}>
        {times.short(time)}
      </span>
    );
  },
});

const FLAGGED: Column = {
  field: 'flagged',
  name: i18n.translate('anomalies.patterns.column.flagged', { defaultMessage: 'Flagged' }),
  sortable: true,
  width: '88px',
  align: 'right',
  render: (_: unknown, { flagged }) => (
    <span className={flagged > 0 ? 'anmNumber anmReason' : 'anmNumber anmSubdued'}>
      {formatCount(flagged)}
    </span>
  ),
};

const THEN: Column = {
  field: 'then',
  name: i18n.translate('anomalies.patterns.column.then', { defaultMessage: 'Lines then' }),
  width: '96px',
  align: 'right',
  render: (_: unknown, { change }) => (
    <span className="anmNumber">{formatCount(change?.then ?? 0)}</span>
  ),
};

const CHANGE: Column = {
  field: 'change',
  name: (
    <EuiToolTip
      content={i18n.translate('anomalies.patterns.change.meaning', {
        defaultMessage:
          'Sorted by how surprising the change is if the rate were the same in both periods: the signed log-likelihood ratio of the two counts. Chance alone exceeds 3.8 once in twenty patterns; 10 → 20 lines says less than 1,000 → 1,200.',
      })}
    >
      <span>
        {i18n.translate('anomalies.patterns.column.change', { defaultMessage: 'Change' })}{' '}
        <EuiIcon type="questionInCircle" size="s" color="subdued" />
      </span>
    </EuiToolTip>
  ),
  sortable: true,
  width: '124px',
  align: 'right',
  render: (_: unknown, { lines, change }) => {
    const then = change?.then ?? 0;
    return (
      <TwoNumbers
        first={
          <>
            {lines !== then && <EuiIcon type={lines > then ? 'sortUp' : 'sortDown'} size="s" />}{' '}
            {factorText(lines, then)}
          </>
        }
        second={differenceText(lines, then)}
        title={i18n.translate('anomalies.patterns.change.surprise', {
          defaultMessage: 'Surprise {value}',
          values: { value: formatShort(change?.surprise ?? 0) },
        })}
      />
    );
  },
};

function TwoNumbers({ first, second, title }: { first: ReactNode; second: string; title: string }) {
  return (
    <div className="anmTwoNumbers" title={title}>
      <div className="anmNumber anmReason">{first}</div>
      <div className="anmNumber anmSubdued">{second}</div>
    </div>
  );
}
