import { DARK_THEME, LIGHT_THEME, type PartialTheme, type SettingsProps } from '@elastic/charts';
import { useEuiTheme } from '@elastic/eui';
import { EUI_CHARTS_THEME_DARK, EUI_CHARTS_THEME_LIGHT } from '@elastic/eui/dist/eui_charts_theme';
import { useMemo } from 'react';

const NO_SPACE = { left: 0, right: 0, top: 0, bottom: 0 };

/** Flush with its frame, so that charts above each other share one time axis. */
const FLUSH: PartialTheme = {
  chartMargins: NO_SPACE,
  chartPaddings: NO_SPACE,
  scales: { barsPadding: 0.12, histogramPadding: 0.12 },
};

/** EUI's theme for charts, light or dark as the page is. */
export function useChartTheme(own: PartialTheme = {}): Pick<SettingsProps, 'theme' | 'baseTheme'> {
  const { colorMode } = useEuiTheme();
  const isDark = colorMode === 'DARK';
  return useMemo(
    () => ({
      baseTheme: isDark ? DARK_THEME : LIGHT_THEME,
      theme: [
        own,
        FLUSH,
        (isDark ? EUI_CHARTS_THEME_DARK : EUI_CHARTS_THEME_LIGHT).theme as PartialTheme,
      ],
    }),
    [isDark, own],
  );
}
