import { EuiButtonIcon, EuiPopover, EuiPopoverTitle, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import type { ViewBy } from '../../../../common/app_api/lanes/bounds';
import { DashboardChoice } from './dashboard_choice';
import { useAddToDashboard } from './use_add_to_dashboard';

const label = () =>
  i18n.translate('anomalies.addToDashboard.label', { defaultMessage: 'Add to dashboard' });

/** Puts the swim lanes on a dashboard; nothing where that cannot be done. */
export function AddToDashboardButton({ viewBy }: { viewBy: ViewBy }) {
  const addToDashboard = useAddToDashboard();
  const [isOpen, setIsOpen] = useState(false);
  if (!addToDashboard) return null;
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setIsOpen(false)}
      panelPaddingSize="s"
      button={
        <EuiToolTip content={label()}>
          <EuiButtonIcon
            size="xs"
            color="text"
            iconType="dashboardApp"
            aria-label={label()}
            onClick={() => setIsOpen(!isOpen)}
            data-test-subj="anomaliesAddToDashboard"
          />
        </EuiToolTip>
      }
    >
      <EuiPopoverTitle paddingSize="s">{label()}</EuiPopoverTitle>
      <DashboardChoice addToDashboard={addToDashboard} viewBy={viewBy} />
    </EuiPopover>
  );
}
