import { EuiFormRow, EuiSelect } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { SEVERITIES, SEVERITY_BANDS, type Severity } from '../../../common/severity';
import { formatRarity } from '../../lib/numbers';
import { SEVERITY_LABELS } from '../../lib/severity';

/** The least severity that counts, each with what it means. */
export function SeverityRow({
  value,
  onChange,
}: {
  value: Severity;
  onChange(value: Severity): void;
}) {
  return (
    <EuiFormRow
      label={i18n.translate('anomalies.ruleForm.minSeverity', {
        defaultMessage: 'Severity at least',
      })}
      fullWidth
      display="rowCompressed"
    >
      <EuiSelect
        compressed
        fullWidth
        value={value}
        options={SEVERITY_BANDS.map(({ severity, minScore }) => ({
          value: severity,
          text: `${SEVERITY_LABELS[severity]}: ${minScore > 0 ? formatRarity(minScore) : everyLine()}`,
        }))}
        onChange={({ target }) =>
          onChange(SEVERITIES.find((severity) => severity === target.value) ?? value)
        }
        data-test-subj="anomaliesRuleSeverity"
      />
    </EuiFormRow>
  );
}

const everyLine = (): string =>
  i18n.translate('anomalies.ruleForm.everyLine', { defaultMessage: 'every flagged line' });
