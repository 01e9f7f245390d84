import { EuiBadge, EuiBasicTable, type EuiBasicTableColumn } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Forecast } from '../../../common/api/forecast/schema';
import { Panel } from '../../components/panel';
import { formatDuration, formatPercent } from '../../lib/numbers';
import { amountOf, MODEL_WORDS, NAIVE_WITHOUT_RHYTHM } from './words';

type Backtest = NonNullable<Forecast['backtest']>;
type Row = Backtest['rows'][number];

/** Within this share of the naive forecast's error, a model is as good. */
const SAME_SHARE = 0.01;

/** How each model would have done on what is known by now, best first. */
export function BacktestTable({ forecast, backtest }: { forecast: Forecast; backtest: Backtest }) {
  const naive = backtest.rows.find(({ model }) => model === 'seasonal_naive');
  const columns: EuiBasicTableColumn<Row>[] = [
    {
      name: i18n.translate('anomalies.forecast.past.model', { defaultMessage: 'Model' }),
      width: '44%',
      render: ({ model }: Row) => (
        <div className="anmTwoLines" data-test-subj={`anomaliesBacktest-${model}`}>
          <strong>{MODEL_WORDS[model].name}</strong>{' '}
          {model === forecast.model && (
            <EuiBadge color="hollow" iconType="check">
              {i18n.translate('anomalies.forecast.past.chosen', { defaultMessage: 'chosen' })}
            </EuiBadge>
          )}
          <div className="anmSubdued anmSmall">
            {model === 'seasonal_naive' && !forecast.season
              ? NAIVE_WITHOUT_RHYTHM
              : MODEL_WORDS[model].does}
          </div>
        </div>
      ),
    },
    {
      name: i18n.translate('anomalies.forecast.past.error', { defaultMessage: 'Typical error' }),
      align: 'right',
      render: ({ mae }: Row) => (
        <span className="anmNumber">± {amountOf(forecast.metric, mae)}</span>
      ),
    },
    {
      name: i18n.translate('anomalies.forecast.past.againstNaive', {
        defaultMessage: 'Against naive',
      }),
      align: 'right',
      render: (row: Row) => againstWords(row, naive),
    },
    {
      name: i18n.translate('anomalies.forecast.past.within80', {
        defaultMessage: 'In the 80 % band',
      }),
      align: 'right',
      render: ({ coverage_80: share }: Row) => formatPercent(share),
    },
    {
      name: i18n.translate('anomalies.forecast.past.within95', {
        defaultMessage: 'In the 95 % band',
      }),
      align: 'right',
      render: ({ coverage_95: share }: Row) => formatPercent(share),
    },
  ];
  return (
    <Panel
      data-test-subj="anomaliesBacktest"
      title={i18n.translate('anomalies.forecast.past.title', {
        defaultMessage: 'How well it would have done',
      })}
      remark={i18n.translate('anomalies.forecast.past.remark', {
        defaultMessage:
          '{origins, plural, one {# forecast} other {# forecasts}} of past data, {duration} ahead each, compared with what came',
        values: {
          origins: backtest.origins,
          duration: formatDuration((backtest.steps * forecast.interval_ms) / 1000),
        },
      })}
    >
      <EuiBasicTable<Row>
        tableCaption={i18n.translate('anomalies.forecast.past.caption', {
          defaultMessage: 'Errors of the models on past data',
        })}
        items={backtest.rows}
        columns={columns}
        itemId="model"
        rowProps={({ model }) => ({ 'data-test-subj': `anomaliesBacktestRow-${model}` })}
        compressed
      />
    </Panel>
  );
}

function againstWords(row: Row, naive: Row | undefined): string {
  if (!naive || row.model === naive.model || naive.mae === 0) return '—';
  const change = row.mae / naive.mae - 1;
  if (Math.abs(change) <= SAME_SHARE) {
    return i18n.translate('anomalies.forecast.past.same', { defaultMessage: 'as good' });
  }
  const values = { share: formatPercent(Math.abs(change)) };
  return change < 0
    ? i18n.translate('anomalies.forecast.past.better', {
        defaultMessage: '{share} less error',
        values,
      })
    : i18n.translate('anomalies.forecast.past.worse', {
        defaultMessage: '{share} more error',
        values,
      });
}
