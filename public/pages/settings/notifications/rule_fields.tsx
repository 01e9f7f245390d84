import { EuiComboBox, EuiFormRow, EuiSelect } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Rule } from '../../../../common/api/settings/rules';
import { SEVERITIES } from '../../../../common/severity';
import { SEVERITY_LABELS } from '../../../lib/severity';
import { useDraft } from '../draft';
import { NumberRow } from './fields';

export function RuleFields({ rule, onChange }: { rule: Rule; onChange(next: Rule): void }) {
  const { values, readOnlyReason } = useDraft();
  const { notifiers } = values.notifications;
  const isReadOnly = readOnlyReason !== undefined;
  const minutes = i18n.translate('anomalies.rule.minutes', { defaultMessage: 'minutes' });
  const tellLabel = i18n.translate('anomalies.rule.tell', { defaultMessage: 'Tell' });
  return (
    <>
      {rule.kind === 'count' && (
        <>
          <NumberRow
            label={i18n.translate('anomalies.rule.moreThan', {
              defaultMessage: 'More flagged lines than',
            })}
            value={rule.more_than}
            min={0}
            max={1_000_000}
            onChange={(more_than) => onChange({ ...rule, more_than })}
            testSubject="anomaliesRuleMoreThan"
          />
          <NumberRow
            label={i18n.translate('anomalies.rule.within', { defaultMessage: 'Within' })}
            value={rule.within_minutes}
            min={1}
            max={1_440}
            append={minutes}
            onChange={(within_minutes) => onChange({ ...rule, within_minutes })}
          />
        </>
      )}
      <EuiFormRow
        label={i18n.translate('anomalies.rule.severity', { defaultMessage: 'Severity at least' })}
      >
        <EuiSelect
          compressed
          options={SEVERITIES.map((value) => ({ value, text: SEVERITY_LABELS[value] }))}
          value={rule.severity}
          disabled={isReadOnly}
          onChange={({ target }) =>
            onChange({ ...rule, severity: target.value as Rule['severity'] })
          }
        />
      </EuiFormRow>
      <NumberRow
        label={i18n.translate('anomalies.rule.cooldown', {
          defaultMessage: 'Then quiet for',
        })}
        value={rule.cooldown_minutes}
        min={1}
        max={10_080}
        append={minutes}
        onChange={(cooldown_minutes) => onChange({ ...rule, cooldown_minutes })}
      />
      <EuiFormRow label={tellLabel}>
        <EuiComboBox
          compressed
          options={notifiers.map(({ id, name }) => ({ key: id, label: name }))}
          selectedOptions={notifiers
            .filter(({ id }) => rule.notifiers.includes(id))
            .map(({ id, name }) => ({ key: id, label: name }))}
          isDisabled={isReadOnly}
          onChange={(options) =>
            onChange({ ...rule, notifiers: options.map(({ key }) => key ?? '') })
          }
          aria-label={tellLabel}
        />
      </EuiFormRow>
    </>
  );
}
