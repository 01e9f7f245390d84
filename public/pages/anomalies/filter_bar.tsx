import { EuiFieldSearch, EuiFilterButton, EuiFilterGroup, EuiFormErrorText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, useState } from 'react';
import type { Severity } from '../../../common/severity';
import type { LabelFilter, UnitFilter } from '../../../common/app_api/search/filters';
import type { FacetValue, SearchResponse } from '../../../common/app_api/search/schema';
import { detectorLabel, UNIT_LABELS } from '../../lib/detectors';
import { SEVERITY_LABELS } from '../../lib/severity';
import { VERDICT_LABELS } from '../../lib/verdicts';
import { FacetFilter } from '../../components/facet_filter';
import type { FilterName, ReviewState } from './review_state';

const FILTERS: { name: FilterName; title: string; labelOf(value: FacetValue): string }[] = [
  {
    name: 'severity',
    title: i18n.translate('anomalies.filters.severity', { defaultMessage: 'Severity' }),
    labelOf: ({ key }) => SEVERITY_LABELS[key as Severity] ?? key,
  },
  {
    name: 'host',
    title: i18n.translate('anomalies.filters.host', { defaultMessage: 'Host' }),
    labelOf: ({ key }) => key,
  },
  {
    name: 'service',
    title: i18n.translate('anomalies.filters.service', { defaultMessage: 'Service' }),
    labelOf: ({ key }) => key,
  },
  {
    name: 'pattern',
    title: i18n.translate('anomalies.filters.pattern', { defaultMessage: 'Pattern' }),
    labelOf: ({ key, label }) => label ?? key,
  },
  {
    name: 'label',
    title: i18n.translate('anomalies.filters.verdict', { defaultMessage: 'Verdict' }),
    labelOf: ({ key }) => VERDICT_LABELS[key as LabelFilter] ?? key,
  },
  {
    name: 'detector',
    title: i18n.translate('anomalies.filters.detector', { defaultMessage: 'Detector' }),
    labelOf: ({ key }) => detectorLabel(key),
  },
  {
    name: 'unit',
    title: i18n.translate('anomalies.filters.unit', { defaultMessage: 'Unit' }),
    labelOf: ({ key }) => UNIT_LABELS[key as UnitFilter] ?? key,
  },
];

/** Search and filters; every change starts again at the first page. */
export function FilterBar({
  state,
  facets,
  queryError,
  onChange,
}: {
  state: ReviewState;
  facets: SearchResponse['facets'] | undefined;
  queryError: string | undefined;
  onChange(change: Partial<ReviewState>): void;
}) {
  const [text, setText] = useState(state.query);
  useEffect(() => setText(state.query), [state.query]);
  // With the flyout open there is room for one row only: what is chosen is counted there.
  const [isUnfolded, setIsUnfolded] = useState(false);
  const canFold = state.selected !== undefined;
  const active =
    FILTERS.filter(({ name }) => state[name].length > 0).length + (state.suppressed ? 1 : 0);
  const change = (part: Partial<ReviewState>) => onChange({ ...part, page: 0 });
  return (
    <div className="anmFilters">
      <div className="anmFilters__search">
        <EuiFieldSearch
          fullWidth
          compressed
          isClearable
          isInvalid={queryError !== undefined}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onSearch={(query) => change({ query })}
          placeholder={i18n.translate('anomalies.filters.placeholder', {
            defaultMessage: 'Search in KQL, e.g. ip : 201.178.81.113 and not label : *',
          })}
          aria-label={i18n.translate('anomalies.filters.searchLabel', {
            defaultMessage: 'Search flagged lines',
          })}
          data-test-subj="anomaliesSearch"
        />
        {queryError !== undefined && <EuiFormErrorText>{queryError}</EuiFormErrorText>}
      </div>
      <EuiFilterGroup compressed>
        {canFold && (
          <EuiFilterButton
            iconType="filter"
            isSelected={isUnfolded}
            hasActiveFilters={active > 0}
            numFilters={FILTERS.length}
            numActiveFilters={active}
            aria-expanded={isUnfolded}
            onClick={() => setIsUnfolded(!isUnfolded)}
            data-test-subj="anomaliesFiltersFolded"
          >
            {i18n.translate('anomalies.filters.all', { defaultMessage: 'Filters' })}
          </EuiFilterButton>
        )}
        {(!canFold || isUnfolded) &&
          FILTERS.map(({ name, title, labelOf }) => (
            <FacetFilter
              key={name}
              name={name}
              title={title}
              values={facets?.[name] ?? []}
              chosen={state[name]}
              labelOf={labelOf}
              onChange={(chosen) => change({ [name]: chosen })}
            />
          ))}
        {(!canFold || isUnfolded) && (
          <EuiFilterButton
            hasActiveFilters={state.suppressed}
            onClick={() => change({ suppressed: !state.suppressed })}
            aria-pressed={state.suppressed}
            data-test-subj="anomaliesShowSuppressed"
          >
            {i18n.translate('anomalies.filters.suppressed', { defaultMessage: 'Show hidden' })}
          </EuiFilterButton>
        )}
      </EuiFilterGroup>
    </div>
  );
}
