import {
  EuiButtonEmpty,
  EuiFieldSearch,
  EuiSkeletonText,
  EuiTab,
  EuiTabs,
  EuiText,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IncidentDetail, IncidentLines } from '../../../../common/app_api/incidents/schema';
import { Panel } from '../../../components/panel';
import { QueryGate } from '../../../components/query_gate';
import { formatCount } from '../../../lib/numbers';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { IncidentLineRow } from './line_row';
import { patternName } from './pattern_name';

const FEW = 12;
const MORE = 50;
const MAX_TABS = 5;

/** The lines themselves in the order of time, all or of one pattern, the strange parts marked. */
export function LinesPanel({ detail }: { detail: IncidentDetail }) {
  const { api } = useServices();
  const { incident, patterns } = detail;
  const [pattern, setPattern] = useState('');
  const [text, setText] = useState('');
  const [size, setSize] = useState(FEW);
  const query = useQuery<IncidentLines, ApiError>({
    // Other lines, another key: those that a verdict took out are not shown on.
    queryKey: [
      'incident',
      incident.id,
      'lines',
      pattern,
      text,
      size,
      detail.found,
      detail.suppressed,
    ],
    queryFn: ({ signal }) => api.incidentLines(incident.id, { pattern, text, size }, signal),
    keepPreviousData: true,
  });
  const choose = (next: string) => {
    setPattern(next);
    setSize(FEW);
  };
  const all = detail.hosts.reduce((sum, { lines }) => sum + lines, 0);
  const tabs = [
    {
      id: '',
      name: i18n.translate('anomalies.incident.allLines', { defaultMessage: 'All' }),
      lines: all,
    },
    ...patterns.slice(0, MAX_TABS).map((it) => ({ ...it, name: patternName(it.text) })),
  ];
  return (
    <Panel
      data-test-subj="anomaliesIncidentLines"
      title={i18n.translate('anomalies.incident.lines', { defaultMessage: 'Lines' })}
      remark={i18n.translate('anomalies.incident.marked', {
        defaultMessage: 'what is strange in them is marked; the time leads to the reasons',
      })}
      end={
        <EuiFieldSearch
          compressed
          isClearable
          incremental
          maxLength={500}
          onSearch={(words) => {
            setText(words);
            setSize(FEW);
          }}
          placeholder={FIND}
          aria-label={FIND}
          data-test-subj="anomaliesIncidentFind"
        />
      }
    >
      {patterns.length > 1 && (
        <EuiTabs size="s" className="anmLineTabs">
          {tabs.map(({ id, name, lines }) => (
            <EuiTab
              key={id}
              isSelected={pattern === id}
              onClick={() => choose(id)}
              append={<span className="anmNumber anmSubdued">{formatCount(lines)}</span>}
              data-test-subj="anomaliesIncidentPattern"
            >
              {name}
            </EuiTab>
          ))}
        </EuiTabs>
      )}
      <QueryGate query={query} skeleton={<EuiSkeletonText lines={10} size="s" />}>
        {({ lines, total }) => (
          <>
            <ol className="anmIncidentLines">
              {lines.map((line, i) => (
                <IncidentLineRow
                  key={line.index + line.id}
                  line={line}
                  isSuspect={isFirstOf(incident.suspect, lines, i)}
                />
              ))}
            </ol>
            <div className="anmFlyoutFooter">
              <EuiText size="xs" className="anmSubdued" data-test-subj="anomaliesIncidentShown">
                {total === 0
                  ? i18n.translate('anomalies.incident.noLines', {
                      defaultMessage: 'No line of this incident matches.',
                    })
                  : i18n.translate('anomalies.incident.shownLines', {
                      defaultMessage: '{shown} of {total} lines, in order of time',
                      values: { shown: formatCount(lines.length), total: formatCount(total) },
                    })}
              </EuiText>
              {lines.length < total && (
                <EuiButtonEmpty
                  size="xs"
                  iconType="arrowDown"
                  isLoading={query.isFetching}
                  onClick={() => setSize(size + MORE)}
                  data-test-subj="anomaliesIncidentMoreLines"
                >
                  {i18n.translate('anomalies.incident.moreLines', {
                    defaultMessage: 'Show {count} more',
                    values: { count: Math.min(MORE, total - lines.length) },
                  })}
                </EuiButtonEmpty>
              )}
            </div>
          </>
        )}
      </QueryGate>
    </Panel>
  );
}

const FIND = i18n.translate('anomalies.incident.find', { defaultMessage: 'Find in these lines' });

/** The first line of the suspect's at its time: several may be of the same moment. */
function isFirstOf(
  { at, host, service }: IncidentDetail['incident']['suspect'],
  lines: IncidentLines['lines'],
  index: number,
): boolean {
  const atMs = Date.parse(at);
  const isSuspect = (line: IncidentLines['lines'][number]) =>
    Date.parse(line.timestamp) === atMs && line.host === host && line.service === service;
  return lines.findIndex(isSuspect) === index;
}
