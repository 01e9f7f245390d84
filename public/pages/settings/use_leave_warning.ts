import { i18n } from '@kbn/i18n';
import { useEffect } from 'react';
import { useHistory } from 'react-router-dom';

/** Asks before unsaved changes are left behind, within the app and when the window is closed. */
export function useLeaveWarning(isDirty: boolean): void {
  const history = useHistory();
  useEffect(() => {
    if (!isDirty) return;
    const question = i18n.translate('anomalies.settings.leave', {
      defaultMessage: 'There are unsaved changes. Leave without saving them?',
    });
    const unblock = history.block(({ pathname }) =>
      pathname.includes('/settings') ? undefined : question,
    );
    const onUnload = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      event.returnValue = question;
    };
    window.addEventListener('beforeunload', onUnload);
    return () => {
      unblock();
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [history, isDirty]);
}
