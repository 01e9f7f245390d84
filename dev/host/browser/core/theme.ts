import type { ThemeServiceStart } from '@kbn/core/public';
import { of } from 'rxjs';
import { settings } from './settings';

export const theme: ThemeServiceStart = { theme$: of({ darkMode: settings.darkMode }) };

/** Puts the light or the dark pair of legacy stylesheets in force. */
export function chooseStylesheets(): void {
  const wanted = settings.darkMode ? 'dark' : 'light';
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[data-theme]')) {
    link.disabled = link.dataset.theme !== wanted;
  }
}
