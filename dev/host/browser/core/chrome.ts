import type { ChromeBreadcrumb, ChromeHelpExtension, ChromeStart } from '@kbn/core/public';
import { BehaviorSubject } from 'rxjs';

export const breadcrumbs$ = new BehaviorSubject<ChromeBreadcrumb[]>([]);

const SUFFIX = 'Anomalies';

/** What the app offers in the help menu. */
export const help$ = new BehaviorSubject<ChromeHelpExtension | undefined>(undefined);

export const chrome: ChromeStart = {
  setHelpExtension: (extension) => help$.next(extension),
  setBreadcrumbs: (breadcrumbs) => breadcrumbs$.next(breadcrumbs),
  docTitle: {
    change(title) {
      document.title = [...[title].flat(), SUFFIX].join(' - ');
    },
    reset() {
      document.title = SUFFIX;
    },
  },
};
