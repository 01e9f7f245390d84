import { EuiButtonEmpty, EuiPopover, EuiSelectable, type EuiSelectableOption } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import { COLUMN_NAMES, type ColumnName } from './names';
import { COLUMN_TITLES } from './titles';

const ROW_HEIGHT_PX = 32;

const TITLE = i18n.translate('anomalies.columns.title', { defaultMessage: 'Columns' });

/** Chooses columns; the last one stays. */
export function ColumnPicker({
  columns,
  onChange,
}: {
  columns: ColumnName[];
  onChange(columns: ColumnName[]): void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const options: EuiSelectableOption<{ column: ColumnName }>[] = COLUMN_NAMES.map((column) => ({
    label: COLUMN_TITLES[column],
    column,
    checked: columns.includes(column) ? 'on' : undefined,
    disabled: columns.length === 1 && columns[0] === column,
    'data-test-subj': `anomaliesColumn-${column}`,
  }));
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setIsOpen(false)}
      panelPaddingSize="none"
      anchorPosition="downRight"
      button={
        <EuiButtonEmpty
          size="xs"
          color="text"
          iconType="listAdd"
          onClick={() => setIsOpen(!isOpen)}
          data-test-subj="anomaliesColumns"
        >
          {TITLE}
        </EuiButtonEmpty>
      }
    >
      <EuiSelectable
        aria-label={TITLE}
        options={options}
        onChange={(next) =>
          onChange(next.flatMap(({ checked, column }) => (checked === 'on' ? [column] : [])))
        }
        // All of them at once: there is nothing to scroll for.
        height={COLUMN_NAMES.length * ROW_HEIGHT_PX}
        listProps={{ rowHeight: ROW_HEIGHT_PX, onFocusBadge: false }}
      >
        {(list) => <div className="anmColumnPicker">{list}</div>}
      </EuiSelectable>
    </EuiPopover>
  );
}
