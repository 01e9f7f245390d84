import type { EuiThemeComputed } from '@elastic/eui';

export const trainingStyles = ({ size }: EuiThemeComputed): string => `
  .anmtraining { gap: ${size.s}; }
`;
