import { createIntl, createIntlCache, type IntlShape } from 'react-intl';

let intl: IntlShape = intlOf('en', {});

function intlOf(locale: string, messages: Record<string, string>): IntlShape {
  return createIntl(
    { locale, messages, defaultLocale: 'en', onError: ignoreMissing },
    createIntlCache(),
  );
}

/** A text that has no translation is shown in English, as Kibana does. */
function ignoreMissing(error: { code: string }): void {
  if (error.code !== 'MISSING_TRANSLATION') throw error;
}

/** To be called once, before the app loads. */
export function initI18n(locale: string, messages: Record<string, string>): void {
  intl = intlOf(locale, messages);
}

export const currentIntl = (): IntlShape => intl;

interface TranslateOptions {
  defaultMessage: string;
  values?: Record<string, string | number | boolean | Date | null | undefined>;
}

export const i18n = {
  translate: (id: string, { defaultMessage, values }: TranslateOptions): string =>
    intl.formatMessage({ id, defaultMessage }, values),
  getLocale: (): string => intl.locale,
};
