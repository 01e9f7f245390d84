import { EuiButton, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { RuleState } from '../../../../common/api/settings/notification_status';
import type { Rule } from '../../../../common/api/settings/rules';
import { useTimes } from '../../../hooks/use_times';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { useDraft } from '../draft';
import { newRule, RULE_LABELS } from './defaults';
import { Entry } from './entry';
import { RuleFields } from './rule_fields';

const KINDS = Object.keys(RULE_LABELS) as Rule['kind'][];

/** When messages are sent. */
export function RuleList() {
  const { api } = useServices();
  const { values, change, readOnlyReason } = useDraft();
  const { rules, notifiers } = values.notifications;
  const { data: states } = useQuery<RuleState[], ApiError>({
    queryKey: ['ruleStates'],
    queryFn: ({ signal }) => api.ruleStates(signal),
    refetchInterval: 10_000,
  });
  const replace = (id: string, next: Rule) =>
    change('notifications', { rules: rules.map((it) => (it.id === id ? next : it)) });
  return (
    <div className="anmForm">
      {rules.length > 0 && (
        <ul className="anmEntries">
          {rules.map((rule) => (
            <Entry
              key={rule.id}
              icon={rule.kind === 'count' ? 'visBarVertical' : 'alert'}
              name={rule.name}
              enabled={rule.enabled}
              onChange={(part) => replace(rule.id, { ...rule, ...part })}
              onRemove={() =>
                change('notifications', { rules: rules.filter(({ id }) => id !== rule.id) })
              }
              testSubject={`anomaliesRule-${rule.id}`}
            >
              <RuleFields rule={rule} onChange={(next) => replace(rule.id, next)} />
              <LastMessage state={states?.find((state) => state.rule === rule.id)} />
            </Entry>
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

function LastMessage({ state }: { state: RuleState | undefined }) {
  const times = useTimes();
  const { values } = useDraft();
  if (!state) return null;
  const failures = Object.entries(state.failures);
  const nameOf = (id: string) =>
    values.notifications.notifiers.find((notifier) => notifier.id === id)?.name ?? id;
  return (
    <EuiText size="s" className="anmSubdued">
      {state.last_message_at === null
        ? i18n.translate('anomalies.rule.noMessage', { defaultMessage: 'No message was sent yet.' })
        : i18n.translate('anomalies.rule.lastMessage', {
            defaultMessage: 'Last message {at}: {text}',
            values: { at: times.minute(state.last_message_at), text: state.last_text ?? '' },
          })}
      {failures.map(([notifier, reason]) => (
        <p key={notifier}>
          {nameOf(notifier)}: {reason}
        </p>
      ))}
    </EuiText>
  );
}
