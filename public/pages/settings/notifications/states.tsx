import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type {
  NotificationStatus,
  NotifierState,
  RuleState,
} from '../../../../common/api/settings/notification_status';
import { useTimes, type Times } from '../../../hooks/use_times';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { useDraft } from '../draft';

/** What rules told and notifiers took, looked at anew now and again. */
export function useNotificationStatus(): NotificationStatus | undefined {
  const { api } = useServices();
  return useQuery<NotificationStatus, ApiError>({
    queryKey: ['notificationStatus'],
    queryFn: ({ signal }) => api.notificationStatus(signal),
    refetchInterval: 10_000,
  }).data;
}

/** What a rule told last, and what it has not told yet. */
export function RuleStateText({ state }: { state: RuleState | undefined }) {
  const times = useTimes();
  const { values } = useDraft();
  if (!state) return null;
  const nameOf = (id: string) =>
    values.notifications.notifiers.find((notifier) => notifier.id === id)?.name ?? id;
  return (
    <EuiText size="s" className="anmSubdued anmFields__wide">
      {[lastText(state, times), ...nowTexts(state, times)].join(' ')}
      {Object.entries(state.failures).map(([notifier, reason]) => (
        <p key={notifier}>
          {nameOf(notifier)}: {reason}
        </p>
      ))}
    </EuiText>
  );
}

function lastText({ last_message_at: at, last_text: text }: RuleState, times: Times): string {
  return at === null
    ? i18n.translate('anomalies.rule.noMessage', { defaultMessage: 'No message was sent yet.' })
    : i18n.translate('anomalies.rule.lastMessage', {
        defaultMessage: 'Last message {at}: {text}',
        values: { at: times.minute(at), text: text ?? '' },
      });
}

function nowTexts(state: RuleState, times: Times): string[] {
  const texts: string[] = [];
  if (state.firing_since !== null) {
    texts.push(
      i18n.translate('anomalies.rule.firingSince', {
        defaultMessage: 'It is so since {at}.',
        values: { at: times.minute(state.firing_since) },
      }),
    );
  }
  if (state.open_incidents > 0) {
    texts.push(
      i18n.translate('anomalies.rule.openIncidents', {
        defaultMessage:
          '{count, plural, one {# incident that was told is} other {# incidents that were told are}} not over.',
        values: { count: state.open_incidents },
      }),
    );
  }
  if (state.quiet_until !== null) {
    texts.push(
      i18n.translate('anomalies.rule.quietUntil', {
        defaultMessage: 'Quiet until {at}.',
        values: { at: times.minute(state.quiet_until) },
      }),
    );
  }
  if (state.held !== null) {
    texts.push(
      i18n.translate('anomalies.rule.held', {
        defaultMessage: 'What there is since {at} waits to be told.',
        values: { at: times.minute(state.held.since) },
      }),
    );
  }
  if (state.next_digest_at !== null) {
    texts.push(
      i18n.translate('anomalies.rule.nextDigest', {
        defaultMessage: 'Summed up next {at}.',
        values: { at: times.minute(state.next_digest_at) },
      }),
    );
  }
  return texts;
}

/** How much a notifier got of late, what it has not taken, and why. */
export function NotifierStateText({ state }: { state: NotifierState | undefined }) {
  const times = useTimes();
  if (!state) return null;
  const { sent_last_hour: sent, max_per_hour: max, last_failure: failure } = state;
  const pending = state.retrying + state.waiting;
  const texts = [
    i18n.translate('anomalies.notifier.sentLastHour', {
      defaultMessage: '{sent} of {max} messages in the last hour.',
      values: { sent, max },
    }),
  ];
  if (pending > 0) {
    texts.push(
      i18n.translate('anomalies.notifier.pending', {
        defaultMessage: '{count, plural, one {# message waits} other {# messages wait}}.',
        values: { count: pending },
      }),
    );
  }
  if (state.next_try_at !== null) {
    texts.push(
      i18n.translate('anomalies.notifier.nextTry', {
        defaultMessage: 'Next try {at}.',
        values: { at: times.minute(state.next_try_at) },
      }),
    );
  }
  return (
    <EuiText size="s" className="anmSubdued anmFields__wide">
      {texts.join(' ')}
      {failure && (
        <p>
          {times.minute(failure.at)}: {failure.reason}
        </p>
      )}
    </EuiText>
  );
}
