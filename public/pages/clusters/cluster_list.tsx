import { EuiIcon, EuiText, useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useLocation } from 'react-router-dom';
import type { ClusterMap, MapPattern, PeriodCounts } from '../../../common/app_api/clusters/schema';
import { AppLink } from '../../components/app_link';
import { PatternText } from '../../components/pattern_text';
import { reviewPath } from '../../lib/links';
import {
  clusterColors,
  clusterName,
  NO_CLUSTER_NAME,
  noClusterColor,
  Swatch,
} from './cluster_look';
import { NO_CLUSTER } from './clusters_state';
import { countsText } from './counts_text';

/** Patterns of a cluster that are listed; the table has them all. */
const MAX_LISTED = 50;

interface Entry extends PeriodCounts {
  id: number;
  name: string;
  color: string;
  patterns: MapPattern[];
}

/** The clusters, which is the map's legend, too; the chosen one opens and shows its patterns. */
export function ClusterList({
  map,
  chosenCluster,
  chosenPattern,
  onChooseCluster,
  onChoosePattern,
}: {
  map: ClusterMap;
  chosenCluster: number | undefined;
  chosenPattern: string | undefined;
  onChooseCluster(cluster: number | undefined): void;
  onChoosePattern(pattern: MapPattern): void;
}) {
  const { euiTheme } = useEuiTheme();
  const colors = clusterColors(map.clusters.length);
  const patternsOf = (id: number) =>
    map.patterns
      .filter(({ cluster }) => (cluster ?? NO_CLUSTER) === id)
      .sort((a, b) => b.lines - a.lines);
  const alone = patternsOf(NO_CLUSTER);
  const entries: Entry[] = map.clusters.map((cluster) => ({
    id: cluster.id,
    name: clusterName(cluster),
    color: colors[cluster.id],
    patterns: patternsOf(cluster.id),
    lines: cluster.lines,
    flagged: cluster.flagged,
  }));
  if (alone.length > 0) {
    entries.push({
      id: NO_CLUSTER,
      name: NO_CLUSTER_NAME,
      color: noClusterColor(euiTheme),
      patterns: alone,
      lines: alone.reduce((sum, { lines }) => sum + lines, 0),
      flagged: alone.reduce((sum, { flagged }) => sum + flagged, 0),
    });
  }
  return (
    <ul className="anmClusterList" data-test-subj="anomaliesClusterList">
      {entries.map((entry) => {
        const isOpen = entry.id === chosenCluster;
        return (
          <li key={entry.id}>
            <button
              type="button"
              aria-expanded={isOpen}
              className="anmClusterList__button"
              onClick={() => onChooseCluster(isOpen ? undefined : entry.id)}
              data-test-subj={`anomaliesCluster-${entry.id}`}
            >
              <Swatch color={entry.color} />
              <span className="anmClusterList__name">
                <strong>{entry.name}</strong>
                <EuiText size="xs" className="anmSubdued">
                  {i18n.translate('anomalies.clusters.entry', {
                    defaultMessage:
                      '{patterns, plural, one {# pattern} other {# patterns}}, {counts}',
                    values: { patterns: entry.patterns.length, counts: countsText(entry) },
                  })}
                </EuiText>
              </span>
              <EuiIcon type={isOpen ? 'arrowUp' : 'arrowDown'} size="s" />
            </button>
            {isOpen && (
              <ClusterPatterns
                entry={entry}
                chosenPattern={chosenPattern}
                onChoosePattern={onChoosePattern}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function ClusterPatterns({
  entry,
  chosenPattern,
  onChoosePattern,
}: {
  entry: Entry;
  chosenPattern: string | undefined;
  onChoosePattern(pattern: MapPattern): void;
}) {
  const { search } = useLocation();
  const flagged = entry.patterns.filter((pattern) => pattern.flagged > 0);
  const listed = entry.patterns.slice(0, MAX_LISTED);
  // One that was chosen on the map is listed however rare it is.
  const chosen = entry.patterns.find(({ id }) => id === chosenPattern);
  if (chosen && !listed.includes(chosen)) listed.unshift(chosen);
  return (
    <div className="anmClusterList__patterns" data-test-subj="anomaliesClusterPatterns">
      {flagged.length > 0 && (
        <AppLink
          path={reviewPath(search, { pattern: flagged.slice(0, MAX_LISTED).map(({ id }) => id) })}
          data-test-subj="anomaliesClusterFlagged"
        >
          {i18n.translate('anomalies.clusters.showFlagged', {
            defaultMessage: 'Show the flagged lines of this cluster',
          })}
        </AppLink>
      )}
      <ul>
        {listed.map((pattern) => (
          <li key={pattern.id} aria-current={pattern.id === chosenPattern ? 'true' : undefined}>
            <button type="button" onClick={() => onChoosePattern(pattern)}>
              <PatternText text={pattern.text} />
            </button>
            <EuiText size="xs" className="anmSubdued">
              {countsText(pattern)}{' '}
              {pattern.flagged > 0 && (
                <AppLink path={reviewPath(search, { pattern: [pattern.id] })}>
                  {i18n.translate('anomalies.clusters.showLines', { defaultMessage: 'Show them' })}
                </AppLink>
              )}
            </EuiText>
          </li>
        ))}
      </ul>
      {entry.patterns.length > listed.length && (
        <EuiText size="xs" className="anmSubdued">
          {i18n.translate('anomalies.clusters.more', {
            defaultMessage: 'and {count} rarer ones, in the table below',
            values: { count: entry.patterns.length - listed.length },
          })}
        </EuiText>
      )}
    </div>
  );
}
