import { EuiButton, EuiText } from '@elastic/eui';
import type { Rule } from '../../../../common/api/settings/rules';
import { useDraft } from '../draft';
import { newRule, RULE_LABELS } from './defaults';
import { Entry } from './entry';
import { FieldScope } from './row';
import { RuleFields } from './rule_fields';
import { ruleSentence } from './rule_sentence';
import { RuleStateText, useNotificationStatus } from './states';

const KINDS = Object.keys(RULE_LABELS) as Rule['kind'][];

/** When messages are sent. */
export function RuleList() {
  const { values, change, readOnlyReason } = useDraft();
  const { rules, notifiers } = values.notifications;
  const status = useNotificationStatus();
  const replace = (id: string, next: Rule) =>
    change('notifications', { rules: rules.map((it) => (it.id === id ? next : it)) });
  return (
    <div className="anmForm">
      {rules.length > 0 && (
        <ul className="anmEntries">
          {rules.map((rule, place) => (
            <FieldScope key={rule.id} path={`rules.${place}`}>
              <Entry
                icon={rule.kind === 'count' ? 'visBarVertical' : 'alert'}
                name={rule.name}
                enabled={rule.enabled}
                onChange={(part) => replace(rule.id, { ...rule, ...part })}
                onRemove={() =>
                  change('notifications', { rules: rules.filter(({ id }) => id !== rule.id) })
                }
                testSubject={`anomaliesRule-${rule.id}`}
              >
                <EuiText
                  size="s"
                  className="anmFields__wide"
                  data-test-subj={`anomaliesRuleText-${rule.id}`}
                >
                  {ruleSentence(rule, notifiers)}
                </EuiText>
                <RuleFields rule={rule} onChange={(next) => replace(rule.id, next)} />
                <RuleStateText state={status?.rules.find((state) => state.rule === rule.id)} />
              </Entry>
            </FieldScope>
          ))}
        </ul>
      )}
      {readOnlyReason === undefined && (
        <div className="anmButtons">
          {KINDS.map((kind) => (
            <EuiButton
              key={kind}
              size="s"
              iconType="plus"
              isDisabled={notifiers.length === 0}
              onClick={() =>
                change('notifications', { rules: [...rules, newRule(kind, rules, notifiers)] })
              }
              data-test-subj={`anomaliesAddRule-${kind}`}
            >
              {RULE_LABELS[kind]}
            </EuiButton>
          ))}
        </div>
      )}
    </div>
  );
}
