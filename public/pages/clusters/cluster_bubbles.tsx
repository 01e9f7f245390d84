import {
  Axis,
  BubbleSeries,
  Chart,
  Position,
  ScaleType,
  Settings,
  Tooltip,
  TooltipType,
  type ElementClickListener,
  type PointStyleAccessor,
} from '@elastic/charts';
import { EuiPanel, EuiText, useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ClusterMap, MapPattern } from '../../../common/app_api/clusters/schema';
import { PatternText } from '../../components/pattern_text';
import { useChartTheme } from '../../hooks/use_chart_theme';
import { clusterColors, clusterName, NO_CLUSTER_NAME, noClusterColor } from './cluster_look';
import { NO_CLUSTER } from './clusters_state';
import { countsText } from './counts_text';

const HEIGHT_PX = 520;
const RADIUS_PX = { least: 4, most: 18 };
/** The map reaches from −1 to 1; bubbles at its edge need room. */
const EDGE = 1.1;
const FADED = 0.2;

/** Patterns as bubbles: near each other where their words are alike, as large as they are frequent. */
export function ClusterBubbles({
  map,
  chosenCluster,
  chosenPattern,
  onChoose,
}: {
  map: ClusterMap;
  chosenCluster: number | undefined;
  chosenPattern: string | undefined;
  onChoose(pattern: MapPattern): void;
}) {
  const { euiTheme } = useEuiTheme();
  const chartTheme = useChartTheme();
  const colors = clusterColors(map.clusters.length);
  const mostLog = Math.max(1, ...map.patterns.map(({ lines }) => Math.log1p(lines)));
  const radiusOf = (lines: number) =>
    RADIUS_PX.least + (RADIUS_PX.most - RADIUS_PX.least) * (Math.log1p(lines) / mostLog);

  const styleOf: PointStyleAccessor = ({ datum }) => {
    // Charts asks for the places of other series, too, where this one has nothing.
    if (!datum) return null;
    const { lines, flagged, id, cluster } = datum as MapPattern;
    const isChosen = id === chosenPattern;
    const isFaded = chosenCluster !== undefined && (cluster ?? NO_CLUSTER) !== chosenCluster;
    return {
      fill: cluster === null ? noClusterColor(euiTheme) : colors[cluster],
      radius: radiusOf(lines) + (isChosen ? 3 : 0),
      shape: flagged > 0 ? 'diamond' : 'circle',
      opacity: isFaded && !isChosen ? FADED : 0.8,
      stroke: isChosen || flagged > 0 ? euiTheme.colors.fullShade : euiTheme.colors.emptyShade,
      strokeWidth: isChosen ? 3 : 1,
    };
  };
  const onElementClick: ElementClickListener = ([element]) => {
    const geometry = Array.isArray(element) ? element[0] : undefined;
    if (geometry && 'datum' in geometry) onChoose(geometry.datum as MapPattern);
  };
  const series = [
    ...map.clusters.map((cluster) => ({
      id: cluster.id,
      name: clusterName(cluster),
      color: colors[cluster.id],
    })),
    { id: NO_CLUSTER, name: NO_CLUSTER_NAME, color: noClusterColor(euiTheme) },
  ];
  return (
    <Chart size={{ height: HEIGHT_PX }}>
      <Settings
        {...chartTheme}
        ariaLabel={i18n.translate('anomalies.clusters.mapLabel', {
          defaultMessage:
            'Map of patterns by their words. The same is in the list of clusters and in the table below.',
        })}
        xDomain={{ min: -EDGE, max: EDGE }}
        onElementClick={onElementClick}
        locale={document.documentElement.lang || 'en'}
      />
      <Tooltip
        type={TooltipType.Follow}
        customTooltip={({ values }) => <BubbleTooltip pattern={values[0]?.datum as MapPattern} />}
      />
      <Axis
        id="y"
        position={Position.Left}
        hide
        domain={{ min: -EDGE, max: EDGE }}
        gridLine={{ visible: false }}
      />
      {series.map(({ id, name, color }) => {
        const data = map.patterns.filter(({ cluster }) => (cluster ?? NO_CLUSTER) === id);
        return data.length === 0 ? null : (
          <BubbleSeries
            key={id}
            id={`cluster-${id}`}
            name={name}
            color={color}
            xScaleType={ScaleType.Linear}
            yScaleType={ScaleType.Linear}
            xAccessor="x"
            yAccessors={['y']}
            data={data}
            bubbleSeriesStyle={{ point: { opacity: 0.8 } }}
            pointStyleAccessor={styleOf}
          />
        );
      })}
    </Chart>
  );
}

function BubbleTooltip({ pattern }: { pattern: MapPattern | undefined }) {
  if (!pattern) return null;
  return (
    <EuiPanel paddingSize="s" className="anmBubbleTooltip">
      <PatternText text={pattern.text} />
      <EuiText size="xs" className="anmSubdued">
        {countsText(pattern)}
      </EuiText>
    </EuiPanel>
  );
}
