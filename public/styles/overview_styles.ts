import type { EuiThemeComputed } from '@elastic/eui';

export const overviewStyles = ({ size }: EuiThemeComputed): string => `
  .anmoverview { gap: ${size.s}; }
`;
