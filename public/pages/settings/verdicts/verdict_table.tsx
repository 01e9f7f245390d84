import {
  EuiInMemoryTable,
  type Criteria,
  type EuiBasicTableColumn,
  type SearchFilterConfig,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import type { GivenVerdict } from '../../../../common/app_api/verdicts/schema';
import { AppLink } from '../../../components/app_link';
import { PatternText } from '../../../components/pattern_text';
import { useDisabledReason } from '../../../hooks/use_disabled_reason';
import { useTimes, type Times } from '../../../hooks/use_times';
import { reviewPath } from '../../../lib/links';
import { formatCount } from '../../../lib/numbers';
import { VERDICT_LABELS } from '../../../lib/verdicts';
import { MutePeriodButton } from './mute_period_button';
import { useVerdictActions, type VerdictActions } from './use_verdict_actions';

/** A mute that has ended still stands for what came before. */
const isOver = ({ until }: GivenVerdict): boolean =>
  until !== null && Date.parse(until) <= Date.now();

const FILTERS: SearchFilterConfig[] = [
  {
    type: 'field_value_selection',
    field: 'verdict',
    name: i18n.translate('anomalies.verdicts.kind', { defaultMessage: 'Verdict' }),
    multiSelect: 'or',
    options: (['mute', 'false_positive', 'true'] as const).map((value) => ({
      value,
      name: VERDICT_LABELS[value],
    })),
  },
];

export function VerdictTable({ verdicts }: { verdicts: GivenVerdict[] }) {
  const times = useTimes();
  const { search } = useLocation();
  const disabledReason = useDisabledReason('label');
  const actions = useVerdictActions();
  const [size, setSize] = useState(10);
  return (
    <EuiInMemoryTable<GivenVerdict>
      className="anmReviewTable"
      tableCaption={i18n.translate('anomalies.verdicts.title', {
        defaultMessage: 'Mutes and labels',
      })}
      items={verdicts}
      itemId="id"
      compressed
      columns={columnsOf(times, search, disabledReason === undefined ? actions : undefined)}
      search={{
        box: {
          incremental: true,
          compressed: true,
          placeholder: i18n.translate('anomalies.verdicts.search', {
            defaultMessage: 'Pattern, host, person or comment',
          }),
          'data-test-subj': 'anomaliesVerdictSearch',
        },
        filters: FILTERS,
      }}
      executeQueryOptions={{
        defaultFields: ['template_text', 'host', 'user', 'comment'],
      }}
      sorting={{ sort: { field: 'created_at', direction: 'desc' } }}
      pagination={{ pageSize: size, pageSizeOptions: [10, 25, 50] }}
      onTableChange={({ page }: Criteria<GivenVerdict>) => page && setSize(page.size)}
      rowProps={({ id }) => ({ 'data-test-subj': `anomaliesVerdict-${id}` })}
      data-test-subj="anomaliesVerdictTable"
    />
  );
}

function columnsOf(
  times: Times,
  search: string,
  actions: VerdictActions | undefined,
): EuiBasicTableColumn<GivenVerdict>[] {
  const columns: EuiBasicTableColumn<GivenVerdict>[] = [
    {
      field: 'template_text',
      name: i18n.translate('anomalies.verdicts.pattern', { defaultMessage: 'Pattern' }),
      width: '32%',
      render: (_: unknown, { template_id: id, template_text: text, host }: GivenVerdict) => (
        <AppLink
          path={reviewPath(search, { pattern: [id], host: [host], suppressed: true })}
          data-test-subj="anomaliesVerdictPattern"
        >
          <PatternText text={text} />
        </AppLink>
      ),
    },
    {
      field: 'host',
      name: i18n.translate('anomalies.verdicts.host', { defaultMessage: 'Host' }),
      sortable: true,
    },
    {
      field: 'verdict',
      name: i18n.translate('anomalies.verdicts.kind', { defaultMessage: 'Verdict' }),
      sortable: true,
      render: (_: unknown, verdict: GivenVerdict) => (
        <div>
          {VERDICT_LABELS[verdict.verdict]}
          <div className="anmSubdued anmSmall">{untilText(verdict, times)}</div>
        </div>
      ),
    },
    {
      field: 'created_at',
      name: i18n.translate('anomalies.verdicts.given', { defaultMessage: 'Given' }),
      sortable: true,
      render: (_: unknown, { created_at: at, user, comment }: GivenVerdict) => (
        <div>
          {user === null ? times.minute(at) : `${user}, ${times.minute(at)}`}
          {comment !== null && <div className="anmSubdued anmSmall">{comment}</div>}
        </div>
      ),
    },
    {
      field: 'hidden_lines',
      name: i18n.translate('anomalies.verdicts.hides', { defaultMessage: 'Hides' }),
      align: 'right',
      width: '96px',
      sortable: true,
      render: (lines: number) => formatCount(lines),
    },
  ];
  if (!actions) return columns;
  return [
    ...columns,
    {
      name: i18n.translate('anomalies.verdicts.actions', { defaultMessage: 'Actions' }),
      width: '96px',
      actions: [
        {
          available: ({ verdict }) => verdict === 'mute',
          render: (verdict) => <MutePeriodButton verdict={verdict} onChoose={actions.muteFor} />,
        },
        {
          type: 'icon',
          icon: 'trash',
          color: 'danger',
          name: i18n.translate('anomalies.verdicts.remove', { defaultMessage: 'Remove' }),
          description: i18n.translate('anomalies.verdicts.removeHelp', {
            defaultMessage: 'Take the verdict back; that can be undone',
          }),
          onClick: (verdict) => void actions.remove(verdict),
          'data-test-subj': 'anomaliesVerdictRemove',
        },
      ],
    },
  ];
}

function untilText(verdict: GivenVerdict, times: Times): string {
  if (verdict.verdict !== 'mute') return '';
  if (verdict.until === null) {
    return i18n.translate('anomalies.verdicts.forEver', { defaultMessage: 'for ever' });
  }
  const until = times.minute(verdict.until);
  return isOver(verdict)
    ? i18n.translate('anomalies.verdicts.ended', {
        defaultMessage: 'ended {until}',
        values: { until },
      })
    : i18n.translate('anomalies.verdicts.until', {
        defaultMessage: 'until {until}',
        values: { until },
      });
}
