import { transparentize, type EuiThemeComputed } from '@elastic/eui';

export const clusterStyles = ({ size, colors, border }: EuiThemeComputed): string => `
  .anmClusters {
    display: grid; grid-template-columns: minmax(0, 3fr) minmax(320px, 2fr); gap: ${size.s};
    align-items: start;
  }
  .anmClusters > :first-child {
    position: sticky; inset-block-start: calc(var(--euiFixedHeadersOffset, 96px) + ${size.s});
  }
  .anmSwatch { flex: none; margin-block-start: ${size.xs}; }
  .anmClusterList { margin-block-start: ${size.s}; }
  .anmClusterList > li { border-block-start: ${border.thin}; }
  .anmClusterList__button {
    display: flex; gap: ${size.s}; align-items: flex-start; inline-size: 100%; text-align: start;
    padding: ${size.s} ${size.xs};
  }
  .anmClusterList__button:hover { background: ${transparentize(colors.primary, 0.06)}; }
  .anmClusterList__name { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; }
  .anmClusterList__patterns { padding: 0 ${size.xs} ${size.s} ${size.l}; font-size: ${size.m}; }
  .anmClusterList__patterns li { padding: ${size.xs}; border-block-start: ${border.thin}; }
  .anmClusterList__patterns button { text-align: start; }
  .anmClusterList__patterns button:hover { text-decoration: underline; }
  .anmClusterList__patterns li[aria-current] {
    background: ${transparentize(colors.primary, 0.1)};
    box-shadow: inset ${size.xs} 0 0 ${colors.primary};
  }
  .anmClusterList__patterns li[aria-current] .anmSubdued.anmSubdued { color: ${colors.text}; }
  .anmBubbleTooltip { max-inline-size: 400px; }
  @media (max-width: 991px) {
    .anmClusters { grid-template-columns: minmax(0, 1fr); }
    .anmClusters > :first-child { position: static; }
  }
`;
