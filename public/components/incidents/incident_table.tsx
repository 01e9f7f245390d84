import {
  EuiBadge,
  EuiBasicTable,
  useEuiTheme,
  type Criteria,
  type EuiBasicTableProps,
  type EuiTableFieldDataColumnType,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import type { IncidentRow } from '../../../common/app_api/incidents/schema';
import type { IncidentReview } from '../../hooks/use_incident_review';
import { useTimes, type Times } from '../../hooks/use_times';
import { incidentPath } from '../../lib/links';
import { formatCount, formatDuration, formatRarity } from '../../lib/numbers';
import { severityColor } from '../../lib/severity';
import { AppLink } from '../app_link';
import { SeverityMark } from '../severity_mark';
import { SparkBars } from '../spark_bars';
import { VerdictCell } from './verdict_cell';

const SHOWN_HOSTS = 2;
const rowElementId = (id: string) => `anmIncident-${id}`;

/** Incidents as rows that can be judged where they stand; the row under the cursor is marked and kept in view. */
export function IncidentTable({
  rows,
  review,
  caption,
  empty,
  ...table
}: {
  rows: IncidentRow[];
  review: IncidentReview;
  caption: string;
  empty?: ReactNode;
  sorting?: EuiBasicTableProps<IncidentRow>['sorting'];
  pagination?: Exclude<EuiBasicTableProps<IncidentRow>['pagination'], false>;
  loading?: boolean;
  onChange?(criteria: Criteria<IncidentRow>): void;
}) {
  const times = useTimes();
  const isSortable = table.sorting !== undefined;
  const columns = useMemo(() => columnsOf(times, review, isSortable), [times, review, isSortable]);
  const { cursorId } = review;
  useEffect(() => {
    if (cursorId === undefined) return;
    document.getElementById(rowElementId(cursorId))?.scrollIntoView({ block: 'nearest' });
  }, [cursorId]);

  return (
    <EuiBasicTable<IncidentRow>
      className="anmReviewTable anmIncidentTable"
      tableCaption={caption}
      compressed
      items={rows}
      itemId={({ incident }) => incident.id}
      columns={columns}
      rowProps={(row) => {
        const { id } = row.incident;
        const isCurrent = id === cursorId;
        return {
          id: rowElementId(id),
          className: isCurrent ? 'anmRow anmRow--current' : 'anmRow',
          'aria-current': isCurrent ? 'true' : undefined,
          onClick({ target }: React.MouseEvent) {
            // Links and buttons in the row do what they say.
            if (target instanceof Element && target.closest('a, button')) return;
            review.open(row);
          },
          'data-test-subj': 'anomaliesIncidentRow',
        };
      }}
      noItemsMessage={empty}
      {...table}
    />
  );
}

function columnsOf(
  times: Times,
  review: IncidentReview,
  isSortable: boolean,
): EuiTableFieldDataColumnType<IncidentRow>[] {
  return [
    {
      field: 'score',
      name: i18n.translate('anomalies.incidents.severity', { defaultMessage: 'Severity' }),
      sortable: isSortable,
      width: '132px',
      render: (_: unknown, { incident }) => (
        <div>
          <SeverityMark score={incident.score} />
          <div className="anmSubdued">{formatRarity(incident.score)}</div>
        </div>
      ),
    },
    {
      field: 'what',
      name: i18n.translate('anomalies.incidents.what', { defaultMessage: 'What happened' }),
      render: (_: unknown, row) => <WhatHappened row={row} />,
    },
    {
      field: 'spark',
      name: i18n.translate('anomalies.incidents.over', { defaultMessage: 'In the period' }),
      width: '132px',
      render: (_: unknown, row) => <Spark row={row} />,
    },
    {
      field: 'hosts',
      name: i18n.translate('anomalies.incidents.hosts', { defaultMessage: 'Hosts' }),
      width: '150px',
      render: (_: unknown, { incident: { hosts } }) => <Hosts hosts={hosts} />,
    },
    {
      field: 'time',
      name: i18n.translate('anomalies.incidents.started', { defaultMessage: 'Started' }),
      sortable: isSortable,
      width: '112px',
      render: (_: unknown, { incident: { start, end } }) => (
        <div title={times.full(start)}>
          <div className="anmNumber">{times.short(start)}</div>
          <div className="anmSubdued">{lasted(start, end)}</div>
        </div>
      ),
    },
    {
      field: 'lines',
      name: i18n.translate('anomalies.incidents.flagged', { defaultMessage: 'Flagged' }),
      sortable: isSortable,
      width: '84px',
      align: 'right',
      render: (_: unknown, { incident }) => (
        <strong className="anmNumber">{formatCount(incident.lines)}</strong>
      ),
    },
    {
      field: 'verdict',
      name: i18n.translate('anomalies.incidents.verdict', { defaultMessage: 'Verdict' }),
      width: '112px',
      render: (_: unknown, row) => (
        <VerdictCell
          incident={row.incident}
          disabledReason={review.disabledReason}
          onJudge={(judgement) => review.judge(row, judgement)}
        />
      ),
    },
  ];
}

/** "12 min"; nothing is said of a single moment. */
function lasted(start: string, end: string): string {
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
  return seconds < 1 ? '' : formatDuration(seconds);
}

function WhatHappened({ row: { incident } }: { row: IncidentRow }) {
  const { search } = useLocation();
  return (
    <div className="anmTwoLines">
      <div className="anmClip anmReason">
        <AppLink path={incidentPath(search, incident.id)}>{incident.title}</AppLink>
      </div>
      <div className="anmTwoRows anmSubdued" title={incident.sentence}>
        {incident.sentence}
      </div>
    </div>
  );
}

function Spark({ row: { incident, counts } }: { row: IncidentRow }) {
  const { euiTheme } = useEuiTheme();
  const color = severityColor(incident.severity, euiTheme);
  return (
    <SparkBars
      counts={counts}
      colors={counts.map(() => color)}
      label={i18n.translate('anomalies.incidents.sparkLabel', {
        defaultMessage: 'Its lines over the period, at most {count} at a time',
        values: { count: formatCount(Math.max(0, ...counts)) },
      })}
    />
  );
}

function Hosts({ hosts }: { hosts: string[] }) {
  const rest = hosts.length - SHOWN_HOSTS;
  return (
    <div className="anmHosts" title={hosts.join(', ')}>
      {hosts.slice(0, SHOWN_HOSTS).map((host) => (
        <EuiBadge key={host} color="hollow">
          {host}
        </EuiBadge>
      ))}
      {rest > 0 && (
        <span className="anmSubdued">
          {i18n.translate('anomalies.incidents.moreHosts', {
            defaultMessage: 'and {count} more',
            values: { count: formatCount(rest) },
          })}
        </span>
      )}
    </div>
  );
}
