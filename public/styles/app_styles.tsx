import { clusterStyles } from './cluster_styles';
import { forecastStyles } from './forecast_styles';
import { frameStyles } from './frame_styles';
import { incidentStyles } from './incident_styles';
import { laneStyles } from './lane_styles';
import { lineStyles } from './line_styles';
import { overviewStyles } from './overview_styles';
import { patternsStyles } from './patterns_styles';
import { reviewStyles } from './review_styles';
import { settingsStyles } from './settings_styles';
import { ThemedStyles } from './themed_styles';
import { trainingStyles } from './training_styles';

const STYLES = [
  frameStyles,
  lineStyles,
  laneStyles,
  overviewStyles,
  patternsStyles,
  reviewStyles,
  trainingStyles,
  incidentStyles,
  settingsStyles,
  forecastStyles,
  clusterStyles,
];

/** The app's few classes, all named `anm…`. */
export const AppStyles = () => <ThemedStyles styles={STYLES} />;
