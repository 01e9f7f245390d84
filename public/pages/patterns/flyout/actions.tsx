import { EuiButton, EuiContextMenu, EuiPopover, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import type { PatternDetails } from '../../../../common/app_api/patterns/schema';
import { useDisabledReason } from '../../../hooks/use_disabled_reason';
import { DiscoverLink } from '../../../components/discover_link';
import { usePeriod } from '../../../hooks/use_period';
import { useStatus } from '../../../hooks/use_status';
import { patternTarget } from '../../../lib/discover_targets';
import { useTimes } from '../../../hooks/use_times';
import { MUTE_PERIODS } from '../../../lib/verdicts';
import type { PatternActions } from '../use_pattern_actions';

/** Watch, mute on a host for a period, and what undoes these. */
export function FlyoutActions({
  details,
  actions,
}: {
  details: PatternDetails;
  actions: PatternActions;
}) {
  const times = useTimes();
  const disabledReason = useDisabledReason('label');
  const isDisabled = disabledReason !== undefined || actions.isSaving;
  const common = { size: 's', minWidth: false, isDisabled, color: 'text' } as const;
  const { watch, mutes } = details;
  return (
    <div className="anmVerdicts">
      {mutes.map(({ id, host, until }) => (
        <div key={id} className="anmVerdicts__buttons">
          <EuiButton
            {...common}
            iconType="bell"
            onClick={() => void actions.unmute(id)}
            data-test-subj={`anomaliesUnmute-${host}`}
          >
            {until === null
              ? i18n.translate('anomalies.patterns.unmuteForever', {
                  defaultMessage: 'End the mute on {host}',
                  values: { host },
                })
              : i18n.translate('anomalies.patterns.unmute', {
                  defaultMessage: 'End the mute on {host} (until {until})',
                  values: { host, until: times.minute(until) },
                })}
          </EuiButton>
        </div>
      ))}
      <EuiToolTip content={disabledReason}>
        <div className="anmVerdicts__buttons">
          <EuiButton
            {...common}
            iconType={watch ? 'eyeClosed' : 'eye'}
            onClick={() => void actions.setWatched(details, !watch)}
            data-test-subj="anomaliesWatch"
          >
            {watch
              ? i18n.translate('anomalies.patterns.unwatch', { defaultMessage: 'Stop watching' })
              : i18n.translate('anomalies.patterns.watch', { defaultMessage: 'Watch' })}
          </EuiButton>
          <MuteButton details={details} actions={actions} isDisabled={isDisabled} />
          <PatternDiscoverLink text={details.text} />
        </div>
      </EuiToolTip>
    </div>
  );
}

/** Which host first, then for how long. */
function MuteButton({
  details,
  actions,
  isDisabled,
}: {
  details: PatternDetails;
  actions: PatternActions;
  isDisabled: boolean;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const { hosts, mutes } = details;
  const mutable = hosts.filter(({ name }) => mutes.every(({ host }) => host !== name));
  const periodsOf = (host: string) => ({
    id: `host-${host}`,
    title: i18n.translate('anomalies.patterns.muteFor', {
      defaultMessage: 'Mute on {host} for',
      values: { host },
    }),
    items: MUTE_PERIODS.map(({ label, seconds }) => ({
      name: label,
      onClick() {
        setIsOpen(false);
        void actions.mute(details, host, seconds);
      },
      'data-test-subj': `anomaliesMute-${seconds ?? 'forever'}`,
    })),
  });
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setIsOpen(false)}
      panelPaddingSize="none"
      anchorPosition="upCenter"
      button={
        <EuiButton
          size="s"
          minWidth={false}
          color="text"
          iconType="bellSlash"
          isDisabled={isDisabled || mutable.length === 0}
          onClick={() => setIsOpen(!isOpen)}
          data-test-subj="anomaliesMutePattern"
        >
          {i18n.translate('anomalies.verdictBar.mute', { defaultMessage: 'Mute…' })}
        </EuiButton>
      }
    >
      <EuiContextMenu
        size="s"
        initialPanelId="hosts"
        panels={[
          {
            id: 'hosts',
            title: i18n.translate('anomalies.patterns.muteOn', {
              defaultMessage: 'Mute this pattern on',
            }),
            items: mutable.map(({ name }) => ({
              name,
              panel: `host-${name}`,
              'data-test-subj': `anomaliesMuteOn-${name}`,
            })),
          },
          ...mutable.map(({ name }) => periodsOf(name)),
        ]}
      />
    </EuiPopover>
  );
}

function PatternDiscoverLink({ text }: { text: string }) {
  const { range } = usePeriod();
  const { data: status } = useStatus();
  if (!status?.reachable) return null;
  return <DiscoverLink target={patternTarget(text, status.status.source_pattern, range)} />;
}
