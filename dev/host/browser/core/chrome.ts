import type { ChromeBreadcrumb, ChromeStart } from '@kbn/core/public';
import { BehaviorSubject } from 'rxjs';

export const breadcrumbs$ = new BehaviorSubject<ChromeBreadcrumb[]>([]);

const SUFFIX = 'Anomalies';

export const chrome: ChromeStart = {
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
