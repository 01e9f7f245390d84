import {
  EuiAccordion,
  EuiFlexGroup,
  EuiFlexItem,
  EuiFormRow,
  EuiSelect,
  EuiSpacer,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { RuleTypeParamsExpressionProps } from '@kbn/triggers-actions-ui-plugin/public';
import {
  GROUP_BY,
  LOG_ANOMALY_BOUNDS as bounds,
  LOG_ANOMALY_DEFAULTS as defaults,
  type GroupBy,
  type LogAnomalyParams,
} from '../../common/rule_types/log_anomaly_params';
import { WINDOW_UNITS, type WindowUnit } from '../../common/rule_types/window';
import { NumberRow } from '../components/form_rows/number_row';
import { SeverityRow } from '../components/form_rows/severity_row';
import { TextRow } from '../components/form_rows/text_row';

const UNIT_LABELS: Record<WindowUnit, string> = {
  m: i18n.translate('anomalies.ruleForm.unit.minutes', { defaultMessage: 'minutes' }),
  h: i18n.translate('anomalies.ruleForm.unit.hours', { defaultMessage: 'hours' }),
  d: i18n.translate('anomalies.ruleForm.unit.days', { defaultMessage: 'days' }),
};

const GROUP_LABELS: Record<GroupBy, string> = {
  none: i18n.translate('anomalies.ruleForm.group.none', {
    defaultMessage: 'One alert for all lines',
  }),
  host: i18n.translate('anomalies.ruleForm.group.host', {
    defaultMessage: 'An alert for each host',
  }),
  service: i18n.translate('anomalies.ruleForm.group.service', {
    defaultMessage: 'An alert for each service',
  }),
  pattern: i18n.translate('anomalies.ruleForm.group.pattern', {
    defaultMessage: 'An alert for each pattern',
  }),
};

/** How many flagged lines, in which time, of which severity. */
export function LogAnomalyFields({
  ruleParams,
  setRuleParams,
  errors,
}: RuleTypeParamsExpressionProps<LogAnomalyParams>) {
  const params = { ...defaults, ...ruleParams };
  return (
    <>
      <EuiFlexGroup gutterSize="s">
        <EuiFlexItem>
          <NumberRow
            label={i18n.translate('anomalies.ruleForm.count', {
              defaultMessage: 'More flagged lines than',
            })}
            value={params.count}
            bounds={bounds.count}
            errors={errors.count}
            onChange={(value) => setRuleParams('count', value)}
            data-test-subj="anomaliesRuleCount"
          />
        </EuiFlexItem>
        <EuiFlexItem>
          <NumberRow
            label={i18n.translate('anomalies.ruleForm.window', { defaultMessage: 'within' })}
            value={params.windowSize}
            bounds={bounds.windowSize}
            errors={errors.windowSize}
            onChange={(value) => setRuleParams('windowSize', value)}
            data-test-subj="anomaliesRuleWindow"
            append={
              <EuiSelect
                compressed
                aria-label={i18n.translate('anomalies.ruleForm.windowUnit', {
                  defaultMessage: 'Unit of the time',
                })}
                value={params.windowUnit}
                options={WINDOW_UNITS.map((unit) => ({ value: unit, text: UNIT_LABELS[unit] }))}
                onChange={({ target }) =>
                  setRuleParams(
                    'windowUnit',
                    WINDOW_UNITS.find((unit) => unit === target.value),
                  )
                }
              />
            }
          />
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="m" />
      <EuiFlexGroup gutterSize="s">
        <EuiFlexItem>
          <SeverityRow
            value={params.minSeverity}
            onChange={(value) => setRuleParams('minSeverity', value)}
          />
        </EuiFlexItem>
        <EuiFlexItem>
          <EuiFormRow
            label={i18n.translate('anomalies.ruleForm.groupBy', { defaultMessage: 'Alerts' })}
            fullWidth
            display="rowCompressed"
          >
            <EuiSelect
              compressed
              fullWidth
              value={params.groupBy}
              options={GROUP_BY.map((group) => ({ value: group, text: GROUP_LABELS[group] }))}
              onChange={({ target }) =>
                setRuleParams(
                  'groupBy',
                  GROUP_BY.find((group) => group === target.value),
                )
              }
              data-test-subj="anomaliesRuleGroupBy"
            />
          </EuiFormRow>
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="m" />
      <TextRow
        label={i18n.translate('anomalies.ruleForm.filter', {
          defaultMessage: 'Only lines that match',
        })}
        helpText={i18n.translate('anomalies.ruleForm.filterHelp', {
          defaultMessage: 'KQL as on the Anomalies page.',
        })}
        placeholder="service : sshd and not label : *"
        value={params.filter}
        onChange={(value) => setRuleParams('filter', value)}
        data-test-subj="anomaliesRuleFilter"
      />
      <EuiSpacer size="m" />
      <EuiAccordion
        id="anomaliesRuleMore"
        buttonContent={i18n.translate('anomalies.ruleForm.more', {
          defaultMessage: 'More settings',
        })}
        paddingSize="s"
      >
        <TextRow
          label={i18n.translate('anomalies.ruleForm.source', { defaultMessage: 'Only logs in' })}
          helpText={i18n.translate('anomalies.ruleForm.sourceHelp', {
            defaultMessage: 'Name of the log indices, with * for any part.',
          })}
          placeholder="server-logs-*"
          value={params.source}
          onChange={(value) => setRuleParams('source', value)}
          data-test-subj="anomaliesRuleSource"
        />
        <NumberRow
          label={i18n.translate('anomalies.ruleForm.minScore', {
            defaultMessage: 'Score at least',
          })}
          value={params.minScore}
          bounds={bounds.minScore}
          errors={errors.minScore}
          onChange={(value) => setRuleParams('minScore', value)}
          data-test-subj="anomaliesRuleMinScore"
        />
        <NumberRow
          label={i18n.translate('anomalies.ruleForm.maxAge', {
            defaultMessage: 'Minutes that a line may be late',
          })}
          helpText={i18n.translate('anomalies.ruleForm.maxAgeHelp', {
            defaultMessage: 'Older lines do not alert: so scoring a past period stays quiet.',
          })}
          value={params.maxAgeMinutes}
          bounds={bounds.maxAgeMinutes}
          errors={errors.maxAgeMinutes}
          onChange={(value) => setRuleParams('maxAgeMinutes', value)}
          data-test-subj="anomaliesRuleMaxAge"
        />
      </EuiAccordion>
    </>
  );
}
