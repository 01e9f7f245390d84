import type { PanelInput } from './panel_input';
import { defaultTitle, parseSettings, type PanelSettings } from './panel_settings';

/** What the form shows and gives back. */
export interface PanelChoice {
  /** Empty for the one that goes with the settings. */
  title: string;
  settings: PanelSettings;
}

export function choiceOf({ title = '', swimLanes }: Partial<PanelInput>): PanelChoice {
  const settings = parseSettings(swimLanes);
  return { title: title === defaultTitle(settings.viewBy) ? '' : title, settings };
}

/** What is saved with the dashboard; what others keep with the panel stays. */
export const inputOf = (
  { title, settings }: PanelChoice,
  before: Partial<PanelInput> = {},
): Partial<PanelInput> => ({
  ...before,
  title: title === '' ? defaultTitle(settings.viewBy) : title,
  swimLanes: settings,
});
