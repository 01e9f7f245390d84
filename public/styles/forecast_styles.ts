import type { EuiThemeComputed } from '@elastic/eui';

export const forecastStyles = ({ size }: EuiThemeComputed): string => `
  .anmControls { display: flex; flex-wrap: wrap; gap: ${size.s}; align-items: center; }
  .anmControls > .euiFormControlLayout, .anmControls > .euiComboBox {
    flex: none; inline-size: 204px;
  }
  .anmForecastLegend { display: flex; flex-wrap: wrap; gap: ${size.xs} ${size.base}; font-size: ${size.m}; }
  .anmForecastLegend span { display: inline-flex; align-items: center; gap: ${size.xs}; }
  .anmForecastLegend svg { flex: none; }
  .anmSentences--first { margin-block-start: 0; }
  @media (max-width: 767px) {
    .anmControls > .euiFormControlLayout, .anmControls > .euiComboBox { flex: 1 1 100%; }
  }
`;
