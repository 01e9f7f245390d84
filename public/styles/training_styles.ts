import type { EuiThemeComputed } from '@elastic/eui';

export const trainingStyles = ({ size, colors, border, font }: EuiThemeComputed): string => `
  .anmProgress { display: grid; gap: ${size.s}; margin-block-start: ${size.s}; }
  .anmProgress__text { display: flex; justify-content: space-between; gap: ${size.m}; }
  .anmFirstHour { inline-size: 100%; max-inline-size: 1160px; margin: ${size.s} auto; }
  .anmFirstHour > * { padding: ${size.base} ${size.l}; }
  .anmFirstHour > * + * { border-block-start: ${border.thin}; }
  .anmFirstHour footer {
    display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
    gap: ${size.base}; background: ${colors.body};
  }
  .anmFirstHour__buttons { display: flex; gap: ${size.s}; margin-inline-start: auto; }
  .anmCosts { display: flex; flex-wrap: wrap; gap: ${size.s} ${size.xl}; }
  .anmCosts dt { font-size: ${size.m}; color: ${colors.subduedText}; }
  .anmCosts dd { font-size: ${size.base}; font-weight: ${font.weight.bold}; }
  .anmSamples { border: ${border.thin}; border-radius: ${border.radius.medium}; margin-block-start: ${size.s}; }
  .anmSamples li { padding: ${size.s} ${size.m}; display: grid; gap: ${size.xs}; min-inline-size: 0; }
  .anmSamples li + li { border-block-start: ${border.thin}; }
  .anmSamples__fields { display: flex; flex-wrap: wrap; gap: ${size.xs}; align-items: center; min-inline-size: 0; }
  .anmSamples__fields .anmClip { min-inline-size: 0; max-inline-size: 100%; }
  .anmTrainPreview { padding: ${size.m}; margin-block: ${size.base}; background: ${colors.body}; border: ${border.thin}; border-radius: ${border.radius.medium}; }
  .anmVersion { display: grid; gap: ${size.s}; }
  .anmVersion > * { min-inline-size: 0; }
  .anmVersion__columns { display: grid; gap: ${size.s}; grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr)); }
  .anmVersion__columns > * { min-inline-size: 0; }
  .anmVersion__buttons { display: flex; flex-wrap: wrap; align-items: center; gap: ${size.s}; margin-block-start: ${size.s}; }
  .anmRollBack__meaning { flex: 1 1 280px; }
  .anmModelTable tr > :first-child .euiTableCellContent { padding-inline-start: ${size.s}; }
  .anmBacktest { display: grid; gap: ${size.s}; margin-block-start: ${size.m}; }
  .anmBacktest > * { min-inline-size: 0; }
  .anmBreak { overflow-wrap: anywhere; min-inline-size: 0; }
  .anmConfusion { inline-size: 100%; border-spacing: ${size.xs}; border-collapse: separate; margin-block: ${size.s}; }
  .anmConfusion th { text-align: start; font-size: ${size.m}; }
  .anmConfusion td { padding: ${size.s}; border-radius: ${border.radius.medium}; }
  .anmConfusion strong { font-size: ${size.l}; }
  .anmConfusion__right { background: ${colors.lightestShade}; }
  .anmConfusion__wrong { background: ${colors.body}; border: ${border.thin}; }
  .anmTrainAdvanced { margin-block-start: ${size.base}; }
  .anmFacts--spaced { margin-block-start: ${size.m}; }
  .anmWhy--plain th { inline-size: 45%; color: ${colors.text}; }
  .anmWhy--plain th, .anmWhy--plain td { border-block-end: none; }
`;
