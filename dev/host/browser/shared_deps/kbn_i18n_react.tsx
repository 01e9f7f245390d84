import type { ReactNode } from 'react';
import { FormattedMessage, RawIntlProvider } from 'react-intl';
import { currentIntl } from './kbn_i18n';

export { FormattedMessage };

export function I18nProvider({ children }: { children: ReactNode }) {
  return <RawIntlProvider value={currentIntl()}>{children}</RawIntlProvider>;
}
