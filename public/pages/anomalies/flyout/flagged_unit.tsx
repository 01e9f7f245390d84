import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { FlaggedUnit } from '../../../../common/anomaly';
import { MarkedLine } from '../../../components/marked_line';
import { useTimes } from '../../../hooks/use_times';
import { Section } from '../../../components/section';

/** A window or a session that was flagged as a whole, with the lines that made it so. */
export function FlaggedUnitLines({ unit }: { unit: FlaggedUnit }) {
  const times = useTimes();
  return (
    <Section
      title={
        unit.kind === 'window'
          ? i18n.translate('anomalies.unit.window', { defaultMessage: 'The window' })
          : i18n.translate('anomalies.unit.session', {
              defaultMessage: 'The session {key}',
              values: { key: unit.key },
            })
      }
      end={i18n.translate('anomalies.unit.extent', {
        defaultMessage: '{lines, plural, one {# line} other {# lines}}, {start} to {end}',
        values: {
          lines: unit.lines,
          start: times.seconds(unit.start),
          end: times.clock(unit.end),
        },
      })}
    >
      <div className="anmWell" data-test-subj="anomaliesUnitLines">
        {unit.evidence.length === 0 && (
          <EuiText size="s" className="anmSubdued">
            {i18n.translate('anomalies.unit.noLines', {
              defaultMessage: 'There are no lines in it: that is what is strange.',
            })}
          </EuiText>
        )}
        {unit.evidence.map(({ index, id, message }) => (
          <div key={`${index}/${id}`}>
            <MarkedLine line={message} reasons={[]} />
          </div>
        ))}
      </div>
    </Section>
  );
}
