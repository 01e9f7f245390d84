import { Global } from '@emotion/react';
import { useEuiTheme } from '@elastic/eui';
import { frameStyles } from './frame_styles';
import { lineStyles } from './line_styles';
import { overviewStyles } from './overview_styles';
import { reviewStyles } from './review_styles';
import { trainingStyles } from './training_styles';

/** The app's few classes, all named `anm…`, made of theme tokens only. */
export function AppStyles() {
  const { euiTheme } = useEuiTheme();
  return (
    <Global
      styles={[frameStyles, lineStyles, overviewStyles, reviewStyles, trainingStyles].map(
        (styles) => styles(euiTheme),
      )}
    />
  );
}
