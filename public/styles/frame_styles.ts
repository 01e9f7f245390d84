import type { EuiThemeComputed } from '@elastic/eui';

export const frameStyles = ({ size, colors, font, border }: EuiThemeComputed): string => `
  .anmPage { min-block-size: calc(100vh - var(--euiFixedHeadersOffset, 0px)); }
  .anmPageHeader {
    background: ${colors.emptyShade};
    border-block-end: ${border.thin};
    padding: ${size.m} ${size.base} 0;
  }
  .anmPageHeader__top {
    display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
    gap: ${size.xs} ${size.base};
  }
  .anmPageHeader .euiTabs { box-shadow: none; }
  .anmContent { padding: ${size.m} ${size.base} ${size.l}; display: grid; gap: ${size.s}; }
  .anmContent > * { min-inline-size: 0; }
  .anmPanelTitle {
    display: flex; flex-wrap: wrap; align-items: baseline; gap: ${size.xs} ${size.s};
  }
  .anmPanelTitle__end {
    display: flex; flex-wrap: wrap; align-items: center; gap: ${size.s}; margin-inline-start: auto;
  }
  .anmSubdued.anmSubdued { color: ${colors.subduedText}; }
  .anmSmall { font-size: ${font.scale.xs * font.baseline * 4}px; }
  .anmNumber { font-feature-settings: 'tnum' 1; white-space: nowrap; }
  .anmMono, .euiTextArea.anmMono { font-family: ${font.familyCode}; }
  .anmSeverity { display: inline-flex; align-items: center; gap: ${size.xs}; white-space: nowrap; }
  .anmSeverity strong { font-weight: ${font.weight.semiBold}; }
  .anmClip { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .anmKeys { display: inline-flex; flex-wrap: wrap; align-items: center; gap: ${size.xs} ${size.s}; }
  .anmKeys kbd, .anmKey {
    font-family: ${font.familyCode}; font-size: ${size.m}; line-height: ${size.base};
    padding: 0 ${size.xs}; border: ${border.thin}; border-radius: ${border.radius.small};
    background: ${colors.body};
  }
  .anmStatus .euiHealth > .euiFlexGroup > .euiFlexItem:last-child { display: block; }
  .anmStatus { display: flex; flex-wrap: wrap; align-items: center; gap: ${size.xs} ${size.m}; }
  @media (max-width: 767px) {
    .anmContent { padding-inline: ${size.s}; }
    .anmPageHeader { padding-inline: ${size.s}; }
  }
`;
