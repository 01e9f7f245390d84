import createCache from '@emotion/cache';
import { EuiProvider } from '@elastic/eui';
import type { CoreTheme } from '@kbn/core/public';
import type { ReactNode } from 'react';
import type { Observable } from 'rxjs';
import { useObservable } from '../hooks/use_observable';

/** Where Kibana's page wants Emotion's styles. */
const cache = createCache({
  key: 'css',
  container: document.querySelector<HTMLElement>('meta[name="emotion"]') ?? undefined,
});
cache.compat = true;

/** Light or dark as Kibana is; global styles and utility classes are Kibana's own business. */
export function Theme({
  theme$,
  children,
}: {
  theme$: Observable<CoreTheme>;
  children: ReactNode;
}) {
  const { darkMode } = useObservable(theme$, { darkMode: false });
  return (
    <EuiProvider
      colorMode={darkMode ? 'dark' : 'light'}
      cache={{ default: cache }}
      globalStyles={false}
      utilityClasses={false}
    >
      {children}
    </EuiProvider>
  );
}
