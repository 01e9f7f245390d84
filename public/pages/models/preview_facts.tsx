import { EuiBadge, EuiIcon, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Preview } from '../../../common/api/sources/schema';
import { PatternText } from '../../components/pattern_text';
import { useTimes } from '../../hooks/use_times';
import { formatCount } from '../../lib/numbers';

/** "16,322 lines of 25 days, from 2 hosts". */
export const amountText = ({ lines, days, hosts }: Preview): string =>
  i18n.translate('anomalies.preview.amount', {
    defaultMessage:
      '{lines} lines of {days, plural, one {# day} other {# days}}, from {hosts, plural, one {# host} other {# hosts}}',
    values: { lines: formatCount(lines), days: Math.max(1, Math.round(days)), hosts },
  });

/** A few lines with what was understood of each. */
export function SampleLines({ samples }: Pick<Preview, 'samples'>) {
  const times = useTimes();
  return (
    <ul className="anmSamples" data-test-subj="anomaliesSamples">
      {samples.map((sample, i) => (
        <li key={i}>
          <pre className="anmLine">{sample.raw}</pre>
          <div className="anmSamples__fields">
            <Field
              name={i18n.translate('anomalies.preview.time', { defaultMessage: 'time' })}
              value={sample.timestamp === null ? undefined : times.seconds(sample.timestamp)}
            />
            <Field
              name={i18n.translate('anomalies.preview.level', { defaultMessage: 'level' })}
              value={sample.level === 'unknown' ? undefined : sample.level}
            />
            <Field
              name={i18n.translate('anomalies.preview.host', { defaultMessage: 'host' })}
              value={sample.host}
            />
            <Field
              name={i18n.translate('anomalies.preview.service', { defaultMessage: 'service' })}
              value={sample.service}
            />
            <span className="anmClip anmSubdued" title={sample.pattern}>
              <PatternText text={sample.pattern} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Field({ name, value }: { name: string; value: string | undefined }) {
  if (!value) return null;
  return (
    <EuiBadge color="hollow">
      <span className="anmSubdued">{name}</span> {value}
    </EuiBadge>
  );
}

/** What the model will know, and what not yet. */
export function PreviewNotes({ preview }: { preview: Preview }) {
  return (
    <ul className="anmSentences" data-test-subj="anomaliesPreviewNotes">
      <li>
        <EuiIcon
          type={preview.enough ? 'checkInCircleFilled' : 'warning'}
          color={preview.enough ? 'success' : 'warning'}
        />
        <EuiText size="s">
          {preview.enough
            ? i18n.translate('anomalies.preview.enough', {
                defaultMessage: 'That is enough to learn what is normal.',
              })
            : i18n.translate('anomalies.preview.notEnough', {
                defaultMessage: 'That is little: expect false alarms until there is more.',
              })}
        </EuiText>
      </li>
      {preview.notes.map((note) => (
        <li key={note}>
          <EuiIcon type="clock" color="subdued" />
          <EuiText size="s">{note}</EuiText>
        </li>
      ))}
    </ul>
  );
}
