import type { EuiThemeComputed } from '@elastic/eui';

export const settingsStyles = ({ size, border, colors }: EuiThemeComputed): string => `
  .anmSettings {
    display: grid; grid-template-columns: 200px minmax(0, 1fr); gap: ${size.base};
    align-items: start; max-inline-size: 1280px;
  }
  .anmSettings > * { min-inline-size: 0; }
  .anmSettings__section { display: grid; gap: ${size.s}; }
  .anmSettings__section > * { min-inline-size: 0; }
  .anmSettings__nav { position: sticky; inset-block-start: calc(var(--euiFixedHeadersOffset, 0px) + ${size.s}); }
  .anmForm { display: grid; gap: ${size.base}; margin-block-start: ${size.s}; }
  .anmForm > * { min-inline-size: 0; }
  .anmFields {
    display: grid; grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
    gap: ${size.base}; align-items: start;
  }
  .anmFields.anmFields > .euiFormRow { margin-block-start: 0; }
  .anmFields > * { min-inline-size: 0; }
  .anmFields > .anmFields__wide { grid-column: 1 / -1; }
  .anmDays .euiButtonGroupButton > span { padding-inline: ${size.xs}; }
  .anmRemovable { display: flex; align-items: flex-start; gap: ${size.s}; }
  .anmRemovable > .anmFields { flex: 1; min-inline-size: 0; }
  .anmRemovable > .euiButtonIcon { margin-block-start: ${size.l}; }
  .anmSaveBar.anmSaveBar {
    position: sticky; inset-block-end: ${size.s}; z-index: 1;
    display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
    gap: ${size.s}; border: ${border.thick}; border-color: ${colors.primary};
  }
  .anmSaveBar__buttons { display: flex; gap: ${size.s}; }
  .anmEntry { border: ${border.thin}; border-radius: ${border.radius.medium}; padding: ${size.s} ${size.m}; }
  .anmEntry__head { display: flex; flex-wrap: wrap; align-items: center; gap: ${size.xs} ${size.m}; }
  .anmEntry__head > .euiFormControlLayout { flex: 0 1 240px; inline-size: 240px; }
  .anmEntry__end { display: flex; flex-wrap: wrap; align-items: center; gap: ${size.s}; margin-inline-start: auto; }
  .anmEntries { display: grid; gap: ${size.s}; margin-block-start: ${size.s}; }
  .anmButtons { display: flex; flex-wrap: wrap; gap: ${size.s}; }
  @media (max-width: 767px) {
    .anmSettings { grid-template-columns: minmax(0, 1fr); }
    .anmSettings__nav { position: static; }
  }
`;
