import type { EuiThemeComputed } from '@elastic/eui';

export const patternsStyles = ({ size, border, font }: EuiThemeComputed): string => `
  .anmPatternTabs { flex-wrap: wrap; }
  .anmPatternSearch { flex: 1 1 220px; min-inline-size: 0; }
  .anmCompare { flex: 0 1 auto; }
  .anmPatternSummary { display: grid; gap: ${size.s}; }
  .anmPatternCell { min-inline-size: 0; }
  .anmPatternCell__text {
    display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  }
  .anmPatternCell__marks {
    display: flex; flex-wrap: wrap; align-items: center; gap: ${size.xs};
    margin-block-start: ${size.xxs};
  }
  .anmTwoNumbers { text-align: end; inline-size: 100%; }
  .anmTwoNumbers .anmSubdued { font-size: ${font.scale.xs * font.baseline * 4}px; white-space: normal; }
  .anmThreeColumns {
    display: grid; grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
    gap: ${size.s}; align-items: start;
  }
  .anmPatterns__empty { margin-block-start: ${size.s}; }
  .anmParameters {
    display: grid; grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
    gap: ${size.m};
  }
  .anmParameter { inline-size: 100%; table-layout: fixed; font-size: ${size.m}; line-height: ${size.base}; }
  .anmParameter caption { text-align: start; padding-block-end: ${size.xs}; }
  .anmParameter td { padding: 2px ${size.xs}; border-block-start: ${border.thin}; vertical-align: top; }
  .anmParameter td:not(.anmParameter__value) { text-align: end; inline-size: ${size.xxxl}; }
  .anmParameter__value { overflow-wrap: anywhere; }
`;
