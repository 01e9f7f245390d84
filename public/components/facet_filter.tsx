import { EuiFilterButton, EuiPopover, EuiSelectable, type EuiSelectableOption } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import type { FacetValue } from '../../common/app_api/search/schema';
import { formatCount } from '../lib/numbers';

/** One filter: the values that there are, with how many rows each has under the other filters. */
export function FacetFilter({
  name,
  title,
  values,
  chosen,
  labelOf,
  onChange,
}: {
  name: string;
  title: string;
  values: FacetValue[];
  chosen: string[];
  labelOf(value: FacetValue): string;
  onChange(chosen: string[]): void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  // A chosen value stays in the list when nothing has it any more: it must be possible to take it out.
  const missing = chosen.filter((key) => values.every((value) => value.key !== key));
  const options: EuiSelectableOption<{ value: string }>[] = [
    ...values,
    ...missing.map((key): FacetValue => ({ key, count: 0 })),
  ].map((value) => ({
    label: labelOf(value),
    value: value.key,
    checked: chosen.includes(value.key) ? 'on' : undefined,
    append: <span className="anmNumber anmSubdued">{formatCount(value.count)}</span>,
    'data-test-subj': `anomaliesFacet-${name}-${value.key}`,
  }));
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setIsOpen(false)}
      panelPaddingSize="none"
      button={
        <EuiFilterButton
          iconType="arrowDown"
          isSelected={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          numFilters={values.length}
          hasActiveFilters={chosen.length > 0}
          numActiveFilters={chosen.length}
          data-test-subj={`anomaliesFilter-${name}`}
        >
          {title}
        </EuiFilterButton>
      }
    >
      <EuiSelectable
        aria-label={title}
        searchable
        searchProps={{ compressed: true }}
        options={options}
        onChange={(next) =>
          onChange(next.flatMap(({ checked, value }) => (checked === 'on' ? [value] : [])))
        }
        listProps={{ rowHeight: 32, onFocusBadge: false }}
        emptyMessage={i18n.translate('anomalies.filters.empty', {
          defaultMessage: 'There is nothing to choose from.',
        })}
      >
        {(list, search) => (
          <div className="anmFacet">
            {search}
            {list}
          </div>
        )}
      </EuiSelectable>
    </EuiPopover>
  );
}
