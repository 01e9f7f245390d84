import { useMemo } from 'react';
import type { ViewBy } from '../../../../common/app_api/lanes/bounds';
import { inputOf } from '../../../dashboard_panel/panel_choice';
import { DEFAULT_SETTINGS } from '../../../dashboard_panel/panel_settings';
import { PANEL_TYPE } from '../../../dashboard_panel/panel_type';
import { useServices } from '../../../services/services';

/** As wide as a dashboard, and high enough for the lanes of a new panel. */
const PANEL_SIZE = { width: 48, height: 13 };
const MAX_LISTED = 20;

export interface FoundDashboard {
  id: string;
  title: string;
}

export interface AddToDashboard {
  /** Dashboards whose titles begin so, as many as fit a list. */
  find(title: string): Promise<FoundDashboard[]>;
  /** Opens a dashboard, a new one where no id is given, with the lanes as a panel that is not saved yet. */
  add(viewBy: ViewBy, dashboardId: string | undefined): Promise<void>;
}

/** Undefined where this Kibana does not know the panel, or the reader may not write dashboards. */
export function useAddToDashboard(): AddToDashboard | undefined {
  const { core, plugins } = useServices();
  const { dashboard, embeddable } = plugins;
  const mayWrite = core.application.capabilities.dashboard?.createNew === true;
  return useMemo(() => {
    if (!mayWrite || !dashboard || !embeddable?.getEmbeddableFactory?.(PANEL_TYPE)) {
      return undefined;
    }
    return {
      async find(search) {
        const { hits } = await (
          await dashboard.findDashboardsService()
        ).search({ search, size: MAX_LISTED });
        return hits.map(({ id, attributes }) => ({ id, title: attributes.title }));
      },
      add: (viewBy, dashboardId) =>
        embeddable.getStateTransfer().navigateToWithEmbeddablePackage('dashboards', {
          path:
            dashboardId === undefined ? '#/create' : `#/view/${encodeURIComponent(dashboardId)}`,
          state: {
            type: PANEL_TYPE,
            input: inputOf({ title: '', settings: { ...DEFAULT_SETTINGS, viewBy } }),
            size: PANEL_SIZE,
          },
        }),
    };
  }, [mayWrite, dashboard, embeddable]);
}
