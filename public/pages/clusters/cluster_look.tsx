import { euiPaletteColorBlind, type EuiThemeComputed } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { MapCluster } from '../../../common/app_api/clusters/schema';

const COLORS_PER_ROTATION = 10;

/** One colour a cluster, of the palette that colour-blind eyes can tell apart. */
export function clusterColors(clusters: number): string[] {
  return euiPaletteColorBlind({
    rotations: Math.max(1, Math.ceil(clusters / COLORS_PER_ROTATION)),
  });
}

export const noClusterColor = ({ colors }: EuiThemeComputed): string => colors.mediumShade;

/** What a cluster is called: the words that tell it from the others. */
export function clusterName({ words, id }: MapCluster): string {
  if (words.length > 0) return words.join(' · ');
  return i18n.translate('anomalies.clusters.noWords', {
    defaultMessage: 'Cluster {number}, without words',
    values: { number: id + 1 },
  });
}

export const NO_CLUSTER_NAME = i18n.translate('anomalies.clusters.none', {
  defaultMessage: 'Like no other',
});

const SWATCH_PX = 12;

/** The colour of a cluster beside its name. */
export function Swatch({ color }: { color: string }) {
  return (
    <svg width={SWATCH_PX} height={SWATCH_PX} aria-hidden className="anmSwatch">
      <circle cx={SWATCH_PX / 2} cy={SWATCH_PX / 2} r={SWATCH_PX / 2} fill={color} />
    </svg>
  );
}
