import { EuiButton, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Notifier, NotifierType } from '../../../../common/api/settings/notifiers';
import { useDraft } from '../draft';
import { newNotifier, NOTIFIER_ICONS, NOTIFIER_LABELS } from './defaults';
import { Entry } from './entry';
import { NotifierFields } from './notifier_fields';
import { FieldScope } from './row';
import { NotifierStateText, useNotificationStatus } from './states';
import { TestButton } from './test_button';

const TYPES = Object.keys(NOTIFIER_LABELS) as NotifierType[];

/** Mail servers and webhooks that messages go to. */
export function NotifierList() {
  const { values, change, readOnlyReason } = useDraft();
  const { notifiers, rules } = values.notifications;
  const status = useNotificationStatus();
  const replace = (id: string, next: Notifier) =>
    change('notifications', { notifiers: notifiers.map((it) => (it.id === id ? next : it)) });
  const remove = (id: string) =>
    change('notifications', {
      notifiers: notifiers.filter((it) => it.id !== id),
      rules: rules.map((rule) => ({
        ...rule,
        notifiers: rule.notifiers.filter((notifier) => notifier !== id),
      })),
    });
  return (
    <div className="anmForm">
      {notifiers.length === 0 && (
        <EuiText size="s" className="anmSubdued">
          {i18n.translate('anomalies.notifiers.none', {
            defaultMessage:
              'Nobody is told of anything yet. Add a notifier, test it, then add a rule.',
          })}
        </EuiText>
      )}
      {notifiers.length > 0 && (
        <ul className="anmEntries">
          {notifiers.map((notifier, place) => (
            <FieldScope key={notifier.id} path={`notifiers.${place}`}>
              <Entry
                icon={NOTIFIER_ICONS[notifier.type]}
                name={notifier.name}
                enabled={notifier.enabled}
                end={<TestButton notifier={notifier} />}
                onChange={(part) => replace(notifier.id, { ...notifier, ...part })}
                onRemove={() => remove(notifier.id)}
                testSubject={`anomaliesNotifier-${notifier.id}`}
              >
                <NotifierFields
                  notifier={notifier}
                  onChange={(next) => replace(notifier.id, next)}
                />
                <NotifierStateText
                  state={status?.notifiers.find((state) => state.notifier === notifier.id)}
                />
              </Entry>
            </FieldScope>
          ))}
        </ul>
      )}
      {readOnlyReason === undefined && (
        <div className="anmButtons">
          {TYPES.map((type) => (
            <EuiButton
              key={type}
              size="s"
              iconType={NOTIFIER_ICONS[type]}
              onClick={() =>
                change('notifications', {
                  notifiers: [...notifiers, newNotifier(type, notifiers)],
                })
              }
              data-test-subj={`anomaliesAddNotifier-${type}`}
            >
              {i18n.translate('anomalies.notifiers.add', {
                defaultMessage: 'Add {type}',
                values: { type: NOTIFIER_LABELS[type] },
              })}
            </EuiButton>
          ))}
        </div>
      )}
    </div>
  );
}
