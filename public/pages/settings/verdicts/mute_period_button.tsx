import { EuiButtonIcon, EuiContextMenuItem, EuiContextMenuPanel, EuiPopover } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import type { GivenVerdict } from '../../../../common/app_api/verdicts/schema';
import { MUTE_PERIODS } from '../../../lib/verdicts';

/** Lets a mute hold for another period, from now on. */
export function MutePeriodButton({
  verdict,
  onChoose,
}: {
  verdict: GivenVerdict;
  onChoose(verdict: GivenVerdict, seconds: number | undefined): Promise<void>;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const label = i18n.translate('anomalies.verdicts.extend', {
    defaultMessage: 'Change how long it is muted',
  });
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setIsOpen(false)}
      panelPaddingSize="none"
      aria-label={label}
      button={
        <EuiButtonIcon
          iconType="clock"
          aria-label={label}
          title={label}
          onClick={() => setIsOpen(!isOpen)}
          data-test-subj="anomaliesVerdictExtend"
        />
      }
    >
      <EuiContextMenuPanel
        size="s"
        items={MUTE_PERIODS.map(({ seconds, label: period }) => (
          <EuiContextMenuItem
            key={period}
            onClick={() => {
              setIsOpen(false);
              void onChoose(verdict, seconds);
            }}
            data-test-subj={`anomaliesMuteFor-${seconds ?? 'ever'}`}
          >
            {i18n.translate('anomalies.verdicts.fromNow', {
              defaultMessage: '{period} from now',
              values: { period },
            })}
          </EuiContextMenuItem>
        ))}
      />
    </EuiPopover>
  );
}
