import { EuiIcon, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Model } from '../../../common/api/models/schema';
import { rarityOfScore } from '../../../common/severity';
import { Panel } from '../../components/panel';
import { featureLabel } from '../../lib/features';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  formatRarity,
  formatScore,
  formatShort,
} from '../../lib/numbers';

/** What a model means in words, what it rests on, and what it does not know yet. */
export function ModelDetails({ model }: { model: Model }) {
  return (
    <div className="anmColumns">
      <Panel title={meaningOf(model)} data-test-subj="anomaliesModelMeaning">
        <ul className="anmSentences">
          {model.notes.map((note) => (
            <li key={note}>
              <EuiIcon type="iInCircle" color="subdued" />
              <EuiText size="s">{note}</EuiText>
            </li>
          ))}
        </ul>
        <dl className="anmFacts anmFacts--spaced">
          {factsOf(model).map(([title, value]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel
        title={i18n.translate('anomalies.model.restsOn', {
          defaultMessage: 'What its judgement rests on',
        })}
        remark={i18n.translate('anomalies.model.restsOnRemark', {
          defaultMessage: 'share of the score',
        })}
        data-test-subj="anomaliesModelImportance"
      >
        {model.feature_importance.length === 0 && (
          <EuiText size="s" className="anmSubdued">
            {i18n.translate('anomalies.model.noImportance', {
              defaultMessage: 'Not measured for this version.',
            })}
          </EuiText>
        )}
        <table className="anmWhy anmWhy--plain">
          <tbody>
            {topFeatures(model).map(({ feature, importance }, _, all) => (
              <tr key={feature}>
                <th scope="row">{featureLabel(feature)}</th>
                <td>
                  <div className="anmBar">
                    <span
                      className="anmBar__fill"
                      style={{ inlineSize: `${(80 * importance) / all[0].importance}%` }}
                    />
                    <span className="anmNumber">{formatPercent(importance)}</span>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </div>
  );
}

const SHOWN_FEATURES = 10;

const topFeatures = ({ feature_importance: features }: Model) =>
  [...features]
    .filter(({ importance }) => importance > 0)
    .sort((a, b) => b.importance - a.importance)
    .slice(0, SHOWN_FEATURES);

function meaningOf({ id, threshold, trained_on: { lines_per_day: linesPerDay } }: Model): string {
  return i18n.translate('anomalies.model.meaning', {
    defaultMessage:
      '{id} flags from score {score}, {rarity}: about {alerts} of {lines} lines a day',
    values: {
      id,
      score: formatScore(threshold),
      rarity: formatRarity(threshold),
      alerts: formatShort(linesPerDay / rarityOfScore(threshold)),
      lines: formatCount(linesPerDay),
    },
  });
}

function factsOf(model: Model): [string, string][] {
  const { trained_on: trainedOn } = model;
  return [
    [
      i18n.translate('anomalies.model.source', { defaultMessage: 'Learned from' }),
      i18n.translate('anomalies.model.sourceLines', {
        defaultMessage: '{index}, {lines} lines, {skipped} skipped',
        values: {
          index: trainedOn.index,
          lines: formatCount(trainedOn.lines),
          skipped: formatCount(trainedOn.skipped),
        },
      }),
    ],
    [
      i18n.translate('anomalies.model.detectors', { defaultMessage: 'Detectors' }),
      model.detectors.map((name) => name.replaceAll('_', ' ')).join(', '),
    ],
    [
      i18n.translate('anomalies.model.took', { defaultMessage: 'Training took' }),
      formatDuration(model.train_seconds),
    ],
    [
      i18n.translate('anomalies.model.size', { defaultMessage: 'Size' }),
      formatBytes(model.size_bytes),
    ],
    [
      i18n.translate('anomalies.model.by', { defaultMessage: 'Trained by' }),
      model.created_by ?? '–',
    ],
  ];
}
