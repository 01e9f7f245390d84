import type { EuiTableFieldDataColumnType } from '@elastic/eui';
import type { AnomalyDocument } from '../../../../common/anomaly';
import type { SortField } from '../../../../common/app_api/search/filters';
import type { AnomalyRow } from '../../../../common/app_api/search/schema';
import { PatternText } from '../../../components/pattern_text';
import { SeverityMark } from '../../../components/severity_mark';
import { VerdictMark } from '../../../components/verdict_mark';
import type { Times } from '../../../hooks/use_times';
import { detectorLabel, detectorsOf } from '../../../lib/detectors';
import { formatRarity } from '../../../lib/numbers';
import { reasonText } from '../../../lib/reason_text';
import type { ColumnName } from './names';
import { COLUMN_TITLES } from './titles';

type Column = EuiTableFieldDataColumnType<AnomalyRow>;

interface Definition {
  /** What the server sorts by; undefined where an order would say nothing. */
  sort?: SortField;
  width?: string;
  cell(document: AnomalyDocument, context: { times: Times; isNarrow: boolean }): React.ReactNode;
}

const DEFINITIONS: Record<ColumnName, Definition> = {
  time: {
    sort: 'time',
    width: '116px',
    cell: (document, { times }) => (
      <span className="anmNumber anmWrap" title={times.full(document['@timestamp'])}>
        {times.seconds(document['@timestamp'])}
      </span>
    ),
  },
  severity: {
    sort: 'score',
    width: '132px',
    cell: ({ anomaly }) => (
      <div>
        <SeverityMark score={anomaly.score} />
        <div className="anmSubdued">{formatRarity(anomaly.score)}</div>
      </div>
    ),
  },
  host: { sort: 'host', width: '11%', cell: ({ host }) => <Clipped text={host.name} /> },
  service: { sort: 'service', width: '9%', cell: ({ service }) => <Clipped text={service.name} /> },
  what: {
    cell: (document, { isNarrow }) => (
      <div className="anmTwoLines">
        <div className="anmClip anmReason">{reasonText(document)}</div>
        <div className="anmClip anmSubdued">
          {/* Where there is no column for it, the host stands before the message. */}
          {isNarrow && `${document.host.name} · `}
          <span className="anmMono">{document.message}</span>
        </div>
      </div>
    ),
  },
  pattern: {
    sort: 'pattern',
    width: '18%',
    cell: ({ anomaly: { template } }) => (
      <div className="anmClip" title={template.text}>
        <PatternText text={template.text} />
      </div>
    ),
  },
  actual: {
    width: '13%',
    cell: ({ anomaly }) => {
      const [top] = anomaly.reasons;
      return (
        <div className="anmTwoLines">
          <div className="anmClip anmReason" title={top?.actual}>
            {top?.actual ?? '–'}
          </div>
          <div className="anmClip anmSubdued" title={top?.typical}>
            {top?.typical ?? ''}
          </div>
        </div>
      );
    },
  },
  detector: {
    width: '12%',
    cell: (document) => <Clipped text={detectorsOf(document).map(detectorLabel).join(', ')} />,
  },
  label: {
    sort: 'label',
    width: '116px',
    cell: ({ anomaly }) => <VerdictMark verdict={anomaly.label} />,
  },
  model: { sort: 'model', width: '128px', cell: ({ anomaly }) => <Clipped text={anomaly.model} /> },
};

function Clipped({ text }: { text: string }) {
  return (
    <div className="anmClip" title={text}>
      {text}
    </div>
  );
}

/** With the flyout open there is less room, and it shows what the left-out columns would. */
const NARROW: readonly ColumnName[] = ['time', 'severity', 'what', 'label'];

export function tableColumns(
  names: readonly ColumnName[],
  context: { times: Times; isNarrow: boolean },
): Column[] {
  const shown = names.filter((name) => !context.isNarrow || NARROW.includes(name));
  return (shown.length > 0 ? shown : names.slice(0, 1)).map((name): Column => {
    const { sort, width, cell } = DEFINITIONS[name];
    return {
      // The table sorts by a column's field: it is the server's name for the order.
      field: sort ?? name,
      name: COLUMN_TITLES[name],
      sortable: sort !== undefined,
      width,
      render: (_: unknown, { document }) => cell(document, context),
    };
  });
}
