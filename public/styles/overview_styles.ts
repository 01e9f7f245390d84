import type { EuiThemeComputed } from '@elastic/eui';

export const overviewStyles = ({ size, colors, border, font }: EuiThemeComputed): string => `
  .anmSkeletons { display: grid; gap: ${size.s}; }
  .anmLegend { display: flex; flex-wrap: wrap; gap: ${size.xs} ${size.m}; font-size: ${size.m}; }
  .anmSentences { display: grid; gap: ${size.xs}; margin-block-start: ${size.s}; }
  .anmSentences li { display: flex; gap: ${size.s}; align-items: flex-start; }
  .anmSentences .euiIcon { margin-block-start: ${size.xxs}; flex: none; }
  .anmColumns {
    display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr));
    gap: ${size.s}; align-items: start;
  }
  .anmPatterns li {
    display: flex; gap: ${size.m}; justify-content: space-between;
    padding-block: ${size.s}; border-block-start: ${border.thin};
  }
  .anmPatterns { margin-block-start: ${size.s}; }
  .anmPatterns__main { min-inline-size: 0; }
  .anmPatterns__main .euiLink { text-align: start; font-weight: ${font.weight.regular}; }
  .anmPatterns__main .euiLink .anmPattern { color: ${colors.text}; }
  .anmPatterns__count { text-align: end; flex: none; }
`;
