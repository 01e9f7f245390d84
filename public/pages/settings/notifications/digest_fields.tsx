import { i18n } from '@kbn/i18n';
import type { Digest } from '../../../../common/api/settings/rules';
import { useTimes } from '../../../hooks/use_times';
import { NumberRow, SelectRow, TimeRow } from './fields';
import { FieldScope } from './row';
import { TimeZoneRow } from './time_zone_row';

type Kind = 'at_once' | Digest['kind'];

const KIND_LABELS: Record<Kind, string> = {
  at_once: i18n.translate('anomalies.digest.atOnce', { defaultMessage: 'At once' }),
  interval: i18n.translate('anomalies.digest.interval', {
    defaultMessage: 'Summed up every so many minutes',
  }),
  daily: i18n.translate('anomalies.digest.daily', { defaultMessage: 'Summed up once a day' }),
};

/** Whether each thing is told by itself, or all of them in one message now and then. */
export function DigestFields({
  digest,
  onChange,
}: {
  digest: Digest | undefined;
  onChange(next: Digest | undefined): void;
}) {
  const { zone } = useTimes();
  const choose = (kind: Kind) => {
    if (kind === 'interval') onChange({ kind, every_minutes: 60 });
    else if (kind === 'daily') onChange({ kind, at: '08:00', timezone: zone });
    else onChange(undefined);
  };
  return (
    <FieldScope path="digest">
      <div className="anmFields">
        <SelectRow
          label={i18n.translate('anomalies.digest.label', { defaultMessage: 'When it is told' })}
          value={digest?.kind ?? 'at_once'}
          texts={KIND_LABELS}
          onChange={choose}
          testSubject="anomaliesRuleDigest"
        />
        {digest?.kind === 'interval' && (
          <NumberRow
            label={i18n.translate('anomalies.digest.every', { defaultMessage: 'Every' })}
            value={digest.every_minutes}
            min={5}
            max={10_080}
            append={i18n.translate('anomalies.digest.minutes', { defaultMessage: 'minutes' })}
            onChange={(every_minutes) => onChange({ ...digest, every_minutes })}
            field="every_minutes"
          />
        )}
        {digest?.kind === 'daily' && (
          <>
            <TimeRow
              label={i18n.translate('anomalies.digest.at', { defaultMessage: 'At' })}
              value={digest.at}
              onChange={(at) => onChange({ ...digest, at })}
              field="at"
            />
            <TimeZoneRow
              value={digest.timezone}
              onChange={(timezone) => onChange({ ...digest, timezone })}
            />
          </>
        )}
      </div>
    </FieldScope>
  );
}
