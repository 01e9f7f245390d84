import { transparentize, type EuiThemeComputed } from '@elastic/eui';

export const incidentStyles = ({ size, colors, border, font }: EuiThemeComputed): string => `
  .anmTwoRows {
    display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
    overflow-wrap: anywhere; white-space: normal;
  }
  .anmIncidentTable .euiLink { font-weight: ${font.weight.medium}; color: ${colors.text}; }
  .anmHosts { display: flex; flex-wrap: wrap; gap: ${size.xs}; min-inline-size: 0; }
  .anmHosts .euiBadge { max-inline-size: 100%; margin: 0; }
  .anmVerdictCell { display: inline-flex; gap: ${size.s}; }
  .anmPartOfIncident { display: flex; gap: ${size.s}; align-items: center; overflow-wrap: anywhere; }
  .anmToastText { overflow-wrap: anywhere; }
  .anmIncidentHead {
    display: flex; flex-wrap: wrap; gap: ${size.s} ${size.base}; align-items: flex-start;
    justify-content: space-between;
  }
  .anmIncidentHead h2 { flex: 1 1 320px; min-inline-size: 0; overflow-wrap: anywhere; }
  .anmIncidentHead__controls { display: flex; align-items: center; gap: ${size.xs}; flex: none; }
  .anmIncidentFacts {
    display: flex; flex-wrap: wrap; gap: ${size.xs} ${size.m}; margin-block-start: ${size.xs};
  }
  .anmIncidentRemark { margin-block-start: ${size.s}; }
  .anmIncidentVerdict {
    display: flex; flex-wrap: wrap; align-items: center; gap: ${size.s}; margin-block-start: ${size.m};
  }
  .anmIncidentVerdict__comment { flex: 0 1 420px; min-inline-size: min(240px, 100%); }
  .anmIncidentVerdict__given {
    display: flex; flex-wrap: wrap; align-items: center; gap: ${size.xs} ${size.s};
    min-inline-size: 0; overflow-wrap: anywhere;
  }
  .anmIncidentVerdict__end { margin-inline-start: auto; }
  .anmIncidentColumns {
    display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr));
    gap: ${size.s}; align-items: stretch;
  }
  .anmIncidentColumns > * { min-inline-size: 0; }
  .anmFirstSuspect {
    display: inline-flex; align-items: center; gap: ${size.xs}; white-space: nowrap;
    color: ${colors.primaryText}; font-size: ${size.m}; font-weight: ${font.weight.semiBold};
  }
  .anmTimeline__label .anmFirstSuspect { white-space: normal; }
  td .anmFirstSuspect { margin-inline-start: ${size.s}; }
  .anmWhy--strong { margin-block-start: ${size.xs}; }
  .anmWhy th.anmRight, .anmWhy td.anmRight { text-align: end; }
  .anmIncidentNote { margin-block-start: ${size.s}; }
  .anmIncidentNote ul { list-style: none; margin: 0; padding: 0; }
  .anmEvents { margin-block-start: ${size.xs}; font-size: ${size.m}; line-height: ${size.l}; }
  .anmEvents li, .anmIncidentLines li {
    display: flex; gap: ${size.s}; align-items: flex-start; padding-block: ${size.xs};
    border-block-end: ${border.thin}; line-height: ${size.l};
  }
  .anmEvents li > .euiIcon, .anmIncidentLines li > .euiIcon { margin-block-start: ${size.xs}; flex: none; }
  .anmEvents__what { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; line-height: ${size.base}; padding-block-start: 3px; }
  .anmEvents__where {
    display: flex; flex-wrap: wrap; gap: ${size.xs} ${size.s}; justify-content: flex-end; flex: 0 1 auto;
    max-inline-size: 40%;
  }
  .anmLineTabs { margin-block: ${size.xs}; overflow-x: auto; }
  .anmIncidentLines { margin-block-start: ${size.xs}; font-size: ${size.m}; }
  .anmIncidentLines .isSuspect {
    box-shadow: inset ${size.xs} 0 0 ${colors.primary};
    background: ${transparentize(colors.primary, 0.06)};
  }
  .anmIncidentLines li { padding-inline: ${size.s}; }
  .anmIncidentLines__where { flex: 0 0 176px; min-inline-size: 0; overflow-wrap: anywhere; }
  .anmIncidentLines__line { flex: 1; min-inline-size: 0; }
  @media (min-width: 992px) {
    .anmIncidentColumns--when { grid-template-columns: minmax(0, 1.7fr) minmax(340px, 1fr); }
  }
  @media (max-width: 767px) {
    .anmIncidentLines li { flex-wrap: wrap; }
    .anmIncidentLines__where { flex: 1 1 auto; }
    .anmIncidentLines__line { flex-basis: 100%; }
    .anmEvents li { flex-wrap: wrap; }
  }
`;
