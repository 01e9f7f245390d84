import { EuiButton, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import type { Notifier } from '../../../../common/api/settings/notifiers';
import { toApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { isSame, useDraft } from '../draft';

/** Sends a test message with a notifier as it is saved, and says what the other side answered. */
export function TestButton({ notifier }: { notifier: Notifier }) {
  const { api, core } = useServices();
  const { saved, readOnlyReason } = useDraft();
  const [isTesting, setIsTesting] = useState(false);
  const stored = saved.values.notifications.notifiers.find(({ id }) => id === notifier.id);
  const reason =
    readOnlyReason ??
    (isSame(stored, notifier)
      ? undefined
      : i18n.translate('anomalies.notifier.saveFirst', {
          defaultMessage: 'Save it first: a test goes to what is saved.',
        }));
  const { toasts } = core.notifications;
  const test = async () => {
    setIsTesting(true);
    try {
      const { detail } = await api.testNotifier(notifier.id);
      toasts.addSuccess({
        title: i18n.translate('anomalies.notifier.tested', {
          defaultMessage: 'The test message is sent',
        }),
        text: detail,
        'data-test-subj': 'anomaliesNotifierTested',
      });
    } catch (error) {
      toasts.addDanger({
        title: i18n.translate('anomalies.notifier.testFailed', {
          defaultMessage: 'The test message was not sent',
        }),
        text: toApiError(error).message,
        'data-test-subj': 'anomaliesNotifierFailed',
      });
    } finally {
      setIsTesting(false);
    }
  };
  return (
    <EuiToolTip content={reason}>
      <EuiButton
        size="s"
        iconType="play"
        isLoading={isTesting}
        isDisabled={reason !== undefined}
        onClick={() => void test()}
        data-test-subj={`anomaliesTest-${notifier.id}`}
      >
        {i18n.translate('anomalies.notifier.test', { defaultMessage: 'Send a test' })}
      </EuiButton>
    </EuiToolTip>
  );
}
