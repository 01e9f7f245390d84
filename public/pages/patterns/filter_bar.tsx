import { EuiFieldSearch, EuiFilterGroup } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, useState } from 'react';
import type { PatternList } from '../../../common/app_api/patterns/schema';
import { FacetFilter } from '../../components/facet_filter';
import { ComparePicker } from './compare_picker';
import { usualSort, type PatternsState } from './patterns_state';
import { PatternTabs } from './tabs';

const FILTERS: { name: 'host' | 'service'; title: string }[] = [
  {
    name: 'host',
    title: i18n.translate('anomalies.filters.host', { defaultMessage: 'Host' }),
  },
  {
    name: 'service',
    title: i18n.translate('anomalies.filters.service', { defaultMessage: 'Service' }),
  },
];

/** Which patterns are shown; every change starts again at the first page. */
export function PatternFilterBar({
  state,
  list,
  onChange,
}: {
  state: PatternsState;
  list: PatternList | undefined;
  onChange(change: Partial<PatternsState>): void;
}) {
  const [text, setText] = useState(state.text);
  useEffect(() => setText(state.text), [state.text]);
  const change = (part: Partial<PatternsState>) => onChange({ ...part, page: 0 });
  return (
    <div className="anmFilters">
      <PatternTabs
        chosen={state.tab}
        counts={list?.counts}
        onChoose={(tab) => change({ tab, ...usualSort(tab, state.compare !== undefined) })}
      />
      <div className="anmPatternSearch">
        <EuiFieldSearch
          fullWidth
          compressed
          isClearable
          value={text}
          onChange={(event) => setText(event.target.value)}
          onSearch={(value) => change({ text: value.trim() })}
          placeholder={i18n.translate('anomalies.patterns.searchPlaceholder', {
            defaultMessage: 'Part of a pattern, e.g. Failed password',
          })}
          aria-label={i18n.translate('anomalies.patterns.searchLabel', {
            defaultMessage: 'Search patterns',
          })}
          data-test-subj="anomaliesPatternSearch"
        />
      </div>
      <EuiFilterGroup compressed>
        {FILTERS.map(({ name, title }) => (
          <FacetFilter
            key={name}
            name={name}
            title={title}
            values={list?.facets[name] ?? []}
            chosen={state[name]}
            labelOf={({ key }) => key}
            onChange={(chosen) => change({ [name]: chosen })}
          />
        ))}
      </EuiFilterGroup>
      <ComparePicker
        compare={state.compare}
        onChange={(compare) => change({ compare, ...usualSort(state.tab, compare !== undefined) })}
      />
    </div>
  );
}
