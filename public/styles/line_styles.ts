import { transparentize, type EuiThemeComputed } from '@elastic/eui';

/** How log lines and patterns are written, everywhere. */
export const lineStyles = ({ size, colors, font, border }: EuiThemeComputed): string => `
  .anmLine {
    font-family: ${font.familyCode}; font-size: ${size.m}; line-height: 1.6;
    overflow-wrap: anywhere; white-space: pre-wrap; margin: 0;
  }
  .anmLine mark {
    background: ${transparentize(colors.danger, 0.15)}; color: inherit;
    font-weight: ${font.weight.bold};
    border-block-end: ${border.width.thick} solid ${colors.danger};
  }
  .anmPattern { font-family: ${font.familyCode}; font-size: ${size.m}; overflow-wrap: anywhere; }
  .anmPattern em { font-style: normal; color: ${colors.primaryText}; }
`;
