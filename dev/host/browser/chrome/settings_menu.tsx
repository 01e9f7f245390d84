import {
  EuiFormRow,
  EuiHeaderSectionItemButton,
  EuiIcon,
  EuiPopover,
  EuiSelect,
  EuiSwitch,
} from '@elastic/eui';
import { useState } from 'react';
import { changeSettings, settings$, type HostSettings } from '../core/settings';
import { useObservable } from './use_observable';

const ZONES = ['Browser', 'UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'];
const LOCALES = [
  { value: 'en', text: 'English' },
  { value: 'de', text: 'Deutsch' },
];

/** What one sets under Stack Management in Kibana. */
export function SettingsMenu() {
  const [isOpen, setIsOpen] = useState(false);
  const { darkMode, timeZone, locale } = useObservable(settings$, settings$.getValue());

  /** Texts and times are made once, when the app loads. */
  const changeAndReload = (change: Partial<HostSettings>) => {
    changeSettings(change);
    window.location.reload();
  };

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
            onChange={(event) => changeAndReload({ timeZone: event.target.value })}
          />
        </EuiFormRow>
        <EuiFormRow label="Language" display="rowCompressed">
          <EuiSelect
            compressed
            options={LOCALES}
            value={locale}
            onChange={(event) =>
              changeAndReload({ locale: event.target.value as HostSettings['locale'] })
            }
          />
        </EuiFormRow>
        <EuiFormRow display="rowCompressed">
          <EuiSwitch
            compressed
            label="Dark theme"
            checked={darkMode}
            onChange={() => changeSettings({ darkMode: !darkMode })}
          />
        </EuiFormRow>
      </EuiPopover>
    </>
  );
}
