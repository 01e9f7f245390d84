import type { ThemeServiceStart } from '@kbn/core/public';
import { distinctUntilChanged, map } from 'rxjs';
import { settings$ } from './settings';

export const theme: ThemeServiceStart = {
  theme$: settings$.pipe(
    map(({ darkMode }) => darkMode),
    distinctUntilChanged(),
    map((darkMode) => ({ darkMode })),
  ),
};

/** Puts the light or the dark pair of legacy stylesheets in force. */
export function useStylesheets(darkMode: boolean): void {
  const wanted = darkMode ? 'dark' : 'light';
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[data-theme]')) {
    link.disabled = link.dataset.theme !== wanted;
  }
}
