import type { EmbeddableInput } from '@kbn/embeddable-plugin/public';
import type { PanelSettings } from './panel_settings';

/** What is saved with a panel stands in `title` and `swimLanes`; the rest is the dashboard's. */
export interface PanelInput extends EmbeddableInput {
  swimLanes?: PanelSettings;
}
