import { i18n } from '@kbn/i18n';
import { useEffect } from 'react';
import { useHistory } from 'react-router-dom';
import { useQueryClient } from '@tanstack/react-query';
import type { Job } from '../../../common/api/jobs/schema';
import { DEFAULT_GLOBAL_STATE } from '../../lib/global_state';
import { writeState } from '../../lib/url_state';
import { useServices } from '../../services/services';

/** So much of what was trained on is shown first. */
const SHOWN_TIME = { from: 'now-7d', to: 'now' };

/** When the training that was started here is done, and the past is scored: straight to the results. */
export function useFinishedTraining(
  startedId: string | undefined,
  jobs: Job[] | undefined,
  isBusy: boolean,
): void {
  const { core } = useServices();
  const history = useHistory();
  const queryClient = useQueryClient();
  const started = jobs?.find(({ id }) => id === startedId);
  const isDone = started?.state === 'succeeded' && !isBusy;
  const model = started?.model ?? '';

  useEffect(() => {
    if (!isDone) return;
    core.notifications.toasts.addSuccess({
      title: i18n.translate('anomalies.train.done', {
        defaultMessage: '{model} is trained',
        values: { model },
      }),
    });
    void queryClient.invalidateQueries().then(() =>
      history.push({
        pathname: '/overview',
        search: writeState('', '_g', { ...DEFAULT_GLOBAL_STATE, time: SHOWN_TIME }),
      }),
    );
  }, [isDone, model, core, history, queryClient]);
}
