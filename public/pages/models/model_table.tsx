import { EuiBasicTable, EuiHealth, EuiLink, type EuiBasicTableColumn } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Model } from '../../../common/api/models/schema';
import { useTimes, type Times } from '../../hooks/use_times';
import { formatCount, formatRarity, formatScore, formatShort } from '../../lib/numbers';
import { useServices } from '../../services/services';

interface ModelTableProps {
  models: Model[];
  shownId: string | undefined;
  onShow(model: Model): void;
  onEvaluate(model: Model): void;
  onActivate(model: Model): void;
  onDelete(model: Model): void;
}

/** Versions of the model, the newest first. */
export function ModelTable({
  models,
  shownId,
  onShow,
  onEvaluate,
  onActivate,
  onDelete,
}: ModelTableProps) {
  const times = useTimes();
  const { can } = useServices();
  const activeVersion = models.find(({ active }) => active)?.version ?? 0;
  const items = [...models].sort((a, b) => b.created_at.localeCompare(a.created_at));
  return (
    <EuiBasicTable<Model>
      compressed
      className="anmModelTable"
      tableCaption={i18n.translate('anomalies.models.caption', { defaultMessage: 'Models' })}
      items={items}
      itemId="id"
      columns={[
        ...columnsOf(times, onEvaluate),
        ...(can.train ? [actionsColumn(activeVersion, onActivate, onDelete)] : []),
      ]}
      rowProps={(model) => ({
        className: model.id === shownId ? 'anmRow anmRow--current' : 'anmRow',
        onClick: () => onShow(model),
        'data-test-subj': `anomaliesModel-${model.id}`,
      })}
    />
  );
}

function columnsOf(times: Times, onEvaluate: (model: Model) => void): EuiBasicTableColumn<Model>[] {
  return [
    {
      field: 'id',
      name: i18n.translate('anomalies.models.model', { defaultMessage: 'Model' }),
      render: (_: unknown, model: Model) => (
        <EuiLink
          onClick={() => onEvaluate(model)}
          title={i18n.translate('anomalies.models.evaluateHelp', {
            defaultMessage: 'How good it is, another threshold, back-test',
          })}
          data-test-subj="anomaliesModelEvaluate"
        >
          <strong>{model.id}</strong>
        </EuiLink>
      ),
    },
    {
      field: 'active',
      name: i18n.translate('anomalies.models.state', { defaultMessage: 'State' }),
      width: '96px',
      render: (active: boolean) =>
        active ? (
          <EuiHealth color="success" textSize="inherit">
            {i18n.translate('anomalies.models.active', { defaultMessage: 'Active' })}
          </EuiHealth>
        ) : (
          <EuiHealth color="subdued" textSize="inherit">
            {i18n.translate('anomalies.models.kept', { defaultMessage: 'Kept' })}
          </EuiHealth>
        ),
    },
    {
      field: 'created_at',
      name: i18n.translate('anomalies.models.trained', { defaultMessage: 'Trained' }),
      render: (createdAt: string) => times.short(createdAt),
    },
    {
      field: 'trained_on',
      name: i18n.translate('anomalies.models.learnedFrom', { defaultMessage: 'Learned from' }),
      render: ({ from, to }: Model['trained_on']) =>
        from !== null && to !== null ? `${times.day(from)} – ${times.day(to)}` : '–',
    },
    {
      field: 'trained_on.lines',
      name: i18n.translate('anomalies.models.lines', { defaultMessage: 'Lines' }),
      align: 'right',
      render: (lines: number) => formatCount(lines),
    },
    {
      field: 'templates',
      name: i18n.translate('anomalies.models.patterns', { defaultMessage: 'Patterns' }),
      align: 'right',
      render: (templates: number) => formatCount(templates),
    },
    {
      field: 'threshold',
      name: i18n.translate('anomalies.models.threshold', { defaultMessage: 'Flags from score' }),
      width: '20%',
      render: (threshold: number) => (
        <span>
          <strong>{formatScore(threshold)}</strong>{' '}
          <span className="anmSubdued">{formatRarity(threshold)}</span>
        </span>
      ),
    },
    {
      field: 'alert_budget_per_day',
      name: i18n.translate('anomalies.models.budget', { defaultMessage: 'Alerts a day' }),
      align: 'right',
      render: (budget: number) => formatShort(budget),
    },
  ];
}

function actionsColumn(
  activeVersion: number,
  onActivate: (model: Model) => void,
  onDelete: (model: Model) => void,
): EuiBasicTableColumn<Model> {
  return {
    name: i18n.translate('anomalies.models.actions', { defaultMessage: 'Actions' }),
    width: '128px',
    actions: [
      {
        name: (model) =>
          model.version < activeVersion
            ? i18n.translate('anomalies.models.rollBack', { defaultMessage: 'Roll back to this' })
            : i18n.translate('anomalies.models.activate', { defaultMessage: 'Activate' }),
        description: i18n.translate('anomalies.models.activateHelp', {
          defaultMessage: 'Score new lines with this version',
        }),
        type: 'icon',
        icon: 'play',
        isPrimary: true,
        available: ({ active }) => !active,
        onClick: onActivate,
        'data-test-subj': 'anomaliesModelActivate',
      },
      {
        name: i18n.translate('anomalies.models.delete', { defaultMessage: 'Delete' }),
        description: i18n.translate('anomalies.models.deleteHelp', {
          defaultMessage: 'Delete this version',
        }),
        type: 'icon',
        icon: 'trash',
        color: 'danger',
        isPrimary: true,
        available: ({ active }) => !active,
        onClick: onDelete,
        'data-test-subj': 'anomaliesModelDelete',
      },
    ],
  };
}
