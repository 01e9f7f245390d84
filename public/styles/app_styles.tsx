import { Global } from '@emotion/react';
import { useEuiTheme } from '@elastic/eui';
import { clusterStyles } from './cluster_styles';
import { forecastStyles } from './forecast_styles';
import { frameStyles } from './frame_styles';
import { incidentStyles } from './incident_styles';
import { lineStyles } from './line_styles';
import { overviewStyles } from './overview_styles';
import { patternsStyles } from './patterns_styles';
import { reviewStyles } from './review_styles';
import { settingsStyles } from './settings_styles';
import { trainingStyles } from './training_styles';

const STYLES = [
  frameStyles,
  lineStyles,
  overviewStyles,
  patternsStyles,
  reviewStyles,
  trainingStyles,
  incidentStyles,
  settingsStyles,
  forecastStyles,
  clusterStyles,
];

/** The app's few classes, all named `anm…`, made of theme tokens only. */
export function AppStyles() {
  const { euiTheme, colorMode } = useEuiTheme();
  const { colors } = euiTheme;
  // EUI's subdued text is too faint on its dark panels: 4.4:1 where 4.5:1 is needed.
  const subduedText = colorMode === 'DARK' ? colors.darkShade : colors.subduedText;
  const theme = { ...euiTheme, colors: { ...colors, subduedText } };
  return <Global styles={STYLES.map((styles) => styles(theme))} />;
}
