import { EuiIcon } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { share, type Confusion } from '../../../lib/judged_lines';
import { formatCount, formatPercent } from '../../../lib/numbers';

/** What was flagged against what was real, with precision and recall below it. */
export function ConfusionMatrix({ confusion }: { confusion: Confusion }) {
  const { found, falseAlarms, missed, rightlyQuiet } = confusion;
  return (
    <div>
      <table className="anmConfusion">
        <thead>
          <tr>
            <td />
            <th scope="col">
              {i18n.translate('anomalies.judged.wasReal', {
                defaultMessage: 'Was real ({count})',
                values: { count: formatCount(found + missed) },
              })}
            </th>
            <th scope="col">
              {i18n.translate('anomalies.judged.wasNot', {
                defaultMessage: 'Was not ({count})',
                values: { count: formatCount(falseAlarms + rightlyQuiet) },
              })}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              {i18n.translate('anomalies.judged.flagged', { defaultMessage: 'Flagged' })}
            </th>
            <Cell
              count={found}
              isRight
              name={i18n.translate('anomalies.judged.found', { defaultMessage: 'found' })}
            />
            <Cell
              count={falseAlarms}
              isRight={false}
              name={i18n.translate('anomalies.judged.falseAlarms', {
                defaultMessage: 'false alarms',
              })}
            />
          </tr>
          <tr>
            <th scope="row">
              {i18n.translate('anomalies.judged.quiet', { defaultMessage: 'Quiet' })}
            </th>
            <Cell
              count={missed}
              isRight={false}
              name={i18n.translate('anomalies.judged.missed', { defaultMessage: 'missed' })}
            />
            <Cell
              count={rightlyQuiet}
              isRight
              name={i18n.translate('anomalies.judged.rightlyQuiet', {
                defaultMessage: 'rightly quiet',
              })}
            />
          </tr>
        </tbody>
      </table>
      <dl className="anmFacts">
        <div>
          <dt>
            {i18n.translate('anomalies.judged.precision', {
              defaultMessage: 'Alerts that were real (precision)',
            })}
          </dt>
          <dd>{percent(found, found + falseAlarms)}</dd>
        </div>
        <div>
          <dt>
            {i18n.translate('anomalies.judged.recall', {
              defaultMessage: 'Known real ones found (recall)',
            })}
          </dt>
          <dd>{percent(found, found + missed)}</dd>
        </div>
      </dl>
    </div>
  );
}

const percent = (part: number, whole: number) =>
  whole > 0 ? formatPercent(share(part, whole)) : '–';

function Cell({ count, name, isRight }: { count: number; name: string; isRight: boolean }) {
  return (
    <td className={isRight ? 'anmConfusion__right' : 'anmConfusion__wrong'}>
      <strong className="anmNumber">{formatCount(count)}</strong>{' '}
      <EuiIcon type={isRight ? 'check' : 'cross'} size="s" />
      <div>{name}</div>
    </td>
  );
}
