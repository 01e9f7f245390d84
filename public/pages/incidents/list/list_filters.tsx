import { EuiButtonGroup, EuiFieldSearch, EuiFilterGroup } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, useState } from 'react';
import type {
  IncidentSearchResponse,
  IncidentState,
} from '../../../../common/app_api/incidents/schema';
import type { Severity } from '../../../../common/severity';
import { FacetFilter } from '../../../components/facet_filter';
import { formatCount } from '../../../lib/numbers';
import { SEVERITY_LABELS } from '../../../lib/severity';
import type { IncidentListState } from './list_state';

const FACETS = [
  {
    name: 'severity',
    title: i18n.translate('anomalies.filters.severity', { defaultMessage: 'Severity' }),
  },
  { name: 'host', title: i18n.translate('anomalies.filters.host', { defaultMessage: 'Host' }) },
  {
    name: 'service',
    title: i18n.translate('anomalies.filters.service', { defaultMessage: 'Service' }),
  },
] as const;

/** Open, judged or all; words; facets. Every change starts again at the first page. */
export function ListFilters({
  state,
  result,
  onChange,
}: {
  state: IncidentListState;
  result: IncidentSearchResponse | undefined;
  onChange(change: Partial<IncidentListState>): void;
}) {
  const [text, setText] = useState(state.text);
  useEffect(() => setText(state.text), [state.text]);
  const change = (part: Partial<IncidentListState>) => onChange({ ...part, page: 0 });
  return (
    <div className="anmFilters">
      <EuiButtonGroup
        legend={i18n.translate('anomalies.incidents.stateLegend', {
          defaultMessage: 'Which incidents',
        })}
        buttonSize="compressed"
        options={stateOptions(result)}
        idSelected={state.state}
        onChange={(id) => change({ state: id as IncidentState })}
        data-test-subj="anomaliesIncidentState"
      />
      <div className="anmFilters__search">
        <EuiFieldSearch
          fullWidth
          compressed
          isClearable
          value={text}
          maxLength={500}
          onChange={(event) => setText(event.target.value)}
          onSearch={(words) => change({ text: words })}
          placeholder={i18n.translate('anomalies.incidents.placeholder', {
            defaultMessage: 'Words of what happened, a host or a service',
          })}
          aria-label={i18n.translate('anomalies.incidents.searchLabel', {
            defaultMessage: 'Search incidents',
          })}
          data-test-subj="anomaliesIncidentSearch"
        />
      </div>
      <EuiFilterGroup compressed>
        {FACETS.map(({ name, title }) => (
          <FacetFilter
            key={name}
            name={name}
            title={title}
            values={result?.facets[name] ?? []}
            chosen={state[name]}
            labelOf={({ key }) =>
              name === 'severity' ? (SEVERITY_LABELS[key as Severity] ?? key) : key
            }
            onChange={(chosen) => change({ [name]: chosen })}
          />
        ))}
      </EuiFilterGroup>
    </div>
  );
}

function stateOptions(result: IncidentSearchResponse | undefined) {
  const counts = result?.counts;
  const judged = counts && counts.confirmed + counts.falsePositive;
  const labelOf = (label: string, count: number | undefined) =>
    count === undefined ? label : `${label} ${formatCount(count)}`;
  return [
    {
      id: 'open',
      label: labelOf(
        i18n.translate('anomalies.incidents.open', { defaultMessage: 'Open' }),
        counts?.open,
      ),
    },
    {
      id: 'judged',
      label: labelOf(
        i18n.translate('anomalies.incidents.judged', { defaultMessage: 'Judged' }),
        judged,
      ),
    },
    { id: 'all', label: i18n.translate('anomalies.incidents.all', { defaultMessage: 'All' }) },
  ];
}
