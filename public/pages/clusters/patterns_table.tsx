import { EuiAccordion, EuiInMemoryTable, type EuiBasicTableColumn } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ClusterMap, MapPattern } from '../../../common/app_api/clusters/schema';
import { PatternText } from '../../components/pattern_text';
import { formatCount } from '../../lib/numbers';
import { clusterName, NO_CLUSTER_NAME } from './cluster_look';

/** All that the map shows, for those who do not see it, to sort and to page through. */
export function PatternsTable({ map }: { map: ClusterMap }) {
  const names = map.clusters.map(clusterName);
  const nameOf = ({ cluster }: MapPattern) => (cluster === null ? NO_CLUSTER_NAME : names[cluster]);
  const columns: EuiBasicTableColumn<MapPattern>[] = [
    {
      name: i18n.translate('anomalies.clusters.table.cluster', { defaultMessage: 'Cluster' }),
      width: '25%',
      sortable: nameOf,
      render: nameOf,
    },
    {
      field: 'text',
      name: i18n.translate('anomalies.clusters.table.pattern', { defaultMessage: 'Pattern' }),
      sortable: true,
      render: (text: string) => <PatternText text={text} />,
    },
    {
      field: 'lines',
      name: i18n.translate('anomalies.clusters.table.lines', { defaultMessage: 'Number of lines' }),
      width: '130px',
      align: 'right',
      sortable: true,
      render: (count: number) => formatCount(count),
    },
    {
      field: 'flagged',
      name: i18n.translate('anomalies.clusters.table.flagged', { defaultMessage: 'Flagged' }),
      width: '110px',
      align: 'right',
      sortable: true,
      render: (count: number) => formatCount(count),
    },
  ];
  return (
    <EuiAccordion
      id="anomaliesClusterTable"
      data-test-subj="anomaliesClusterTable"
      buttonContent={i18n.translate('anomalies.clusters.table.show', {
        defaultMessage: 'The map as a table',
      })}
    >
      <EuiInMemoryTable<MapPattern>
        tableCaption={i18n.translate('anomalies.clusters.table.caption', {
          defaultMessage: 'Patterns with their clusters',
        })}
        items={map.patterns}
        columns={columns}
        itemId="id"
        sorting={{ sort: { field: 'lines', direction: 'desc' } }}
        pagination={{ initialPageSize: 25, pageSizeOptions: [25, 50, 100] }}
        compressed
      />
    </EuiAccordion>
  );
}
