/** Kibana's shared packages, as far as the app uses them; see dev/host/shared_deps for their stand-ins. */
declare module '@kbn/i18n' {
  export interface TranslateOptions {
    defaultMessage: string;
    values?: Record<string, string | number | boolean | Date | null | undefined>;
    description?: string;
  }
  export const i18n: {
    translate(id: string, options: TranslateOptions): string;
    getLocale(): string;
  };
}

declare module '@kbn/i18n-react' {
  import type { ComponentType, ReactNode } from 'react';
  export const I18nProvider: ComponentType<{ children: ReactNode }>;
  export const FormattedMessage: ComponentType<{
    id: string;
    defaultMessage: string;
    values?: Record<string, ReactNode>;
  }>;
}

declare module '@kbn/rison' {
  export function encode(value: unknown): string;
  export function safeDecode(text: string): unknown;
}

declare module '@kbn/datemath' {
  import type { Moment } from 'moment';
  const dateMath: {
    parse(text: string, options?: { roundUp?: boolean; forceNow?: Date }): Moment | undefined;
  };
  export default dateMath;
}

declare module '*.svg' {
  const url: string;
  export default url;
}
