import {
  EuiFormRow,
  EuiHeaderSectionItemButton,
  EuiIcon,
  EuiPopover,
  EuiSelect,
} from '@elastic/eui';
import { useState } from 'react';
import { changeSettings, settings, type HostSettings } from '../core/settings';

const ZONES = ['Browser', 'UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'];
const LOCALES = [
  { value: 'en', text: 'English' },
  { value: 'de', text: 'Deutsch' },
];

/** What one sets under Stack Management in Kibana. */
export function SettingsMenu() {
  const [isOpen, setIsOpen] = useState(false);
  const { darkMode, timeZone, locale } = settings;
  return (
    <>
      <EuiHeaderSectionItemButton
        aria-label={darkMode ? 'Use the light theme' : 'Use the dark theme'}
        data-test-subj="hostThemeToggle"
        onClick={() => changeSettings({ darkMode: !darkMode })}
      >
        <EuiIcon type={darkMode ? 'sun' : 'moon'} />
      </EuiHeaderSectionItemButton>
      <EuiPopover
        isOpen={isOpen}
        closePopover={() => setIsOpen(false)}
        button={
          <EuiHeaderSectionItemButton
            aria-label="Settings"
            data-test-subj="hostSettings"
            onClick={() => setIsOpen(!isOpen)}
          >
            <EuiIcon type="gear" />
          </EuiHeaderSectionItemButton>
        }
      >
        <EuiFormRow label="Time zone" display="rowCompressed">
          <EuiSelect
            compressed
            options={ZONES.map((zone) => ({ value: zone, text: zone }))}
            value={timeZone}
            onChange={(event) => changeSettings({ timeZone: event.target.value })}
          />
        </EuiFormRow>
        <EuiFormRow label="Language" display="rowCompressed">
          <EuiSelect
            compressed
            options={LOCALES}
            value={locale}
            onChange={(event) =>
              changeSettings({ locale: event.target.value as HostSettings['locale'] })
            }
          />
        </EuiFormRow>
      </EuiPopover>
    </>
  );
}
