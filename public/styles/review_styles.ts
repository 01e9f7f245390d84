import { transparentize, type EuiThemeComputed } from '@elastic/eui';

export const reviewStyles = ({ size, colors, border, font }: EuiThemeComputed): string => `
  .anmFilters { display: flex; flex-wrap: wrap; gap: ${size.s}; align-items: flex-start; }
  .anmFilters__search { flex: 1 1 320px; min-inline-size: 0; }
  .anmFilters .euiFilterGroup { flex: 0 1 auto; flex-wrap: wrap; }
  .anmFacet { inline-size: min(440px, 90vw); }
  .anmFacet .euiFormControlLayout { margin: ${size.s}; inline-size: auto; max-inline-size: none; }
  .anmLegendRow { display: flex; flex-wrap: wrap; align-items: center; gap: ${size.xs} ${size.base}; }
  .anmReviewTable { margin-block-start: ${size.xs}; }
  .anmReviewTable td .euiTableCellContent { align-items: flex-start; }
  .anmRow { cursor: pointer; }
  .anmRow:focus-visible { outline: ${border.width.thick} solid ${colors.primary}; outline-offset: -2px; }
  .anmRow--current, .anmRow--current:hover {
    background: ${transparentize(colors.primary, 0.1)};
    box-shadow: inset ${size.xs} 0 0 ${colors.primary};
  }
  .anmRow--current .anmSubdued.anmSubdued { color: ${colors.text}; }
  .anmTwoLines { min-inline-size: 0; inline-size: 100%; }
  .anmReason { font-weight: ${font.weight.medium}; }
  .anmWrap { white-space: normal; }
  .anmFlyout { min-inline-size: min(520px, 100vw); }
  .anmFlyoutTitle { margin-block: ${size.s} ${size.xs}; overflow-wrap: anywhere; }
  .anmFlyoutControls { align-items: center; }
  .anmFlyoutControls__buttons { display: flex; align-items: center; gap: ${size.xs}; }
  .anmFlyoutFooter {
    display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
    gap: ${size.xs} ${size.s}; margin-block-start: ${size.s};
  }
  .anmSections { display: grid; gap: ${size.base}; }
  .anmSections > * { min-inline-size: 0; }
  .anmSection .anmPanelTitle { margin-block-end: ${size.xs}; }
  .anmSection__text { margin-block-end: ${size.s}; }
  .anmWell {
    background: ${colors.body}; border-radius: ${border.radius.medium};
    padding: ${size.s}; border: ${border.thin};
  }
  .anmWhy { inline-size: 100%; font-size: ${size.m}; line-height: ${size.base}; }
  .anmWhy th { text-align: start; font-weight: ${font.weight.regular}; color: ${colors.subduedText}; }
  .anmWhy thead th { white-space: nowrap; }
  .anmWhy th, .anmWhy td {
    padding: ${size.xs} ${size.s} ${size.xs} 0; border-block-end: ${border.thin};
    vertical-align: top; overflow-wrap: anywhere;
  }
  .anmBar { display: flex; align-items: center; gap: ${size.s}; min-inline-size: 112px; }
  .anmBar__fill { display: block; block-size: ${size.s}; background: ${colors.primary}; min-inline-size: 2px; }
  .anmNeighbours { font-family: ${font.familyCode}; font-size: ${size.m}; }
  .anmNeighbours li { display: flex; gap: ${size.s}; padding: 1px ${size.xs}; line-height: ${size.l}; }
  .anmNeighbours li .anmClip { flex: 1; min-inline-size: 0; }
  .anmNeighbours li .anmSeverity { font-family: ${font.family}; min-inline-size: ${size.xxl}; }
  .anmNeighbours .isCurrent {
    background: ${transparentize(colors.danger, 0.12)}; font-weight: ${font.weight.bold};
    box-shadow: inset 3px 0 0 ${colors.danger};
  }
  .anmNeighbours .isCurrent .anmSubdued.anmSubdued { color: ${colors.text}; }
  .anmHistory {
    display: grid; grid-template-columns: minmax(0, 1fr) minmax(180px, 240px); gap: ${size.m};
    align-items: start;
  }
  .anmFacts { font-size: ${size.m}; line-height: ${size.base}; }
  .anmFacts > div { display: flex; justify-content: space-between; gap: ${size.s}; padding-block: 2px; }
  .anmFacts dt { color: ${colors.subduedText}; }
  .anmFacts dd { font-weight: ${font.weight.medium}; }
  .anmVerdicts { display: grid; gap: ${size.s}; }
  .anmVerdicts__buttons { display: flex; flex-wrap: wrap; gap: ${size.s}; }
  .anmKey--onFill { background: transparent; border-color: currentColor; }
  .anmEffect {
    display: flex; align-items: flex-start; gap: ${size.s}; margin-block-end: ${size.s};
  }
  .anmEffect .euiText { flex: 1; }
  .anmEffect .euiIcon { margin-block-start: ${size.xxs}; }
  .anmToastActions { display: flex; justify-content: flex-end; margin-block-start: ${size.s}; }
  .anmTableBar {
    display: flex; flex-wrap: wrap; align-items: center; gap: ${size.xs} ${size.s};
    position: sticky; inset-block-start: var(--euiFixedHeadersOffset, 0); z-index: 1;
    min-block-size: ${size.xl}; background: ${colors.emptyShade};
  }
  .anmTableBar__end { display: flex; align-items: center; gap: ${size.xs}; margin-inline-start: auto; }
  .anmTableBar .anmEffect { margin-block-end: 0; align-items: center; }
  .anmTableBar .anmEffect .euiIcon { margin-block-start: 0; }
  .anmBulk { display: flex; flex-wrap: wrap; align-items: center; gap: 0 ${size.s}; font-size: ${size.m}; }
  .anmBulk__actions { display: inline-flex; flex-wrap: wrap; align-items: center; }
  .anmColumnPicker { inline-size: 240px; }
  .anmExport { display: flex; align-items: center; gap: ${size.s}; }
  .anmExport__progress { inline-size: 160px; }
  .anmExpanded { display: grid; gap: ${size.m}; inline-size: 100%; padding-block: ${size.xs}; cursor: auto; }
  .anmScatter { display: grid; grid-template-columns: minmax(0, 1fr) minmax(200px, 22%); gap: ${size.m}; }
  .anmScatter > .euiText { grid-column: 1 / -1; }
  .anmScatter__legend { font-size: ${size.m}; overflow-y: auto; max-block-size: 220px; }
  .anmScatter__entry {
    display: flex; align-items: center; gap: ${size.xs}; inline-size: 100%;
    padding: 1px ${size.xs}; text-align: start; border-radius: ${border.radius.small};
  }
  .anmScatter__entry .anmClip { flex: 1; min-inline-size: 0; }
  .anmScatter__entry .euiIcon { flex: none; }
  button.anmScatter__entry:hover, button.anmScatter__entry:focus-visible { background: ${colors.body}; }
  button.anmScatter__entry[aria-pressed='true'] { font-weight: ${font.weight.bold}; }
  .anmSimilar { font-size: ${size.m}; }
  .anmSimilar li { border-block-end: ${border.thin}; padding-block: 2px; }
  .anmSimilar__line {
    display: grid; grid-template-columns: 96px ${size.xxl} minmax(48px, 20%) minmax(0, 1fr);
    gap: ${size.s}; align-items: center; inline-size: 100%; text-align: start; line-height: ${size.l};
  }
  .anmSimilar__line:hover .anmMono, .anmSimilar__line:focus-visible .anmMono { text-decoration: underline; }
  .anmSimilar__said { display: flex; gap: ${size.s}; padding-inline-start: 104px; line-height: ${size.l}; }
  @media (max-width: 767px) {
    .anmFlyout.anmFlyout { inline-size: 100vw !important; max-inline-size: 100vw; }
    .anmHistory, .anmScatter { grid-template-columns: minmax(0, 1fr); }
    .anmTableBar { position: static; }
    .anmSimilar__said { padding-inline-start: 0; }
    .anmBar { min-inline-size: 72px; }
    .anmReviewTable .anmClip { white-space: normal; }
  }
`;
