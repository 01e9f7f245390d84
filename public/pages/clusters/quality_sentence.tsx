import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ClusterMap } from '../../../common/app_api/clusters/schema';
import { Panel } from '../../components/panel';
import { formatCount, formatShort } from '../../lib/numbers';

/** What was found, how good it is, and what the map leaves out. */
export function QualitySentence({ map }: { map: ClusterMap }) {
  const alone = map.patterns.filter(({ cluster }) => cluster === null).length;
  return (
    <Panel data-test-subj="anomaliesClusterSentence">
      <EuiText size="s">
        <strong>
          {i18n.translate('anomalies.clusters.found', {
            defaultMessage:
              '{patterns, plural, one {# pattern} other {# patterns}} of {model} in {clusters, plural, one {# cluster} other {# clusters}}, by their words; {alone, plural, =0 {none is} one {# is} other {# are}} like no other.',
            values: {
              patterns: map.patterns.length,
              clusters: map.clusters.length,
              alone,
              model: map.model,
            },
          })}
        </strong>{' '}
        {qualityWords(map.silhouette)}
        {map.left_out.patterns > 0 && (
          <>
            {' '}
            {i18n.translate('anomalies.clusters.leftOut', {
              defaultMessage:
                'Left out: {patterns, plural, one {# rarer pattern} other {# rarer patterns}} with {lines} lines in training.',
              values: {
                patterns: map.left_out.patterns,
                lines: formatCount(map.left_out.lines),
              },
            })}
          </>
        )}
      </EuiText>
    </Panel>
  );
}

/** The bands of Kaufman and Rousseeuw (1990). */
function qualityWords(silhouette: number | null): string {
  if (silhouette === null) {
    return i18n.translate('anomalies.clusters.noQuality', {
      defaultMessage: 'With one cluster, or none, there is nothing to tell apart.',
    });
  }
  const values = { silhouette: formatShort(silhouette) };
  if (silhouette > 0.7) {
    return i18n.translate('anomalies.clusters.strong', {
      defaultMessage:
        'They are told apart sharply: silhouette {silhouette}, where 1 means that each pattern is far nearer to its own cluster than to the next, and 0 that it could be in either.',
      values,
    });
  }
  if (silhouette > 0.5) {
    return i18n.translate('anomalies.clusters.reasonable', {
      defaultMessage:
        'They are told apart clearly: silhouette {silhouette}, where 1 means that each pattern is far nearer to its own cluster than to the next, and 0 that it could be in either.',
      values,
    });
  }
  if (silhouette > 0.25) {
    return i18n.translate('anomalies.clusters.weak', {
      defaultMessage:
        'They are told apart only in part: silhouette {silhouette}, where 1 means that each pattern is far nearer to its own cluster than to the next, and 0 that it could be in either.',
      values,
    });
  }
  return i18n.translate('anomalies.clusters.poor', {
    defaultMessage:
      'They are hardly told apart: silhouette {silhouette}, where 1 means that each pattern is far nearer to its own cluster than to the next, and 0 that it could be in either. Other parameters, or another way of grouping, may do better.',
    values,
  });
}
