import type { EuiThemeComputed } from '@elastic/eui';

export const reviewStyles = ({ size }: EuiThemeComputed): string => `
  .anmreview { gap: ${size.s}; }
`;
