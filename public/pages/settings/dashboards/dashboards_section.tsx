import {
  EuiButton,
  EuiButtonEmpty,
  EuiConfirmModal,
  EuiLink,
  EuiSkeletonText,
  EuiText,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DashboardsStatus } from '../../../../common/app_api/dashboards/schema';
import { Panel } from '../../../components/panel';
import { QueryGate } from '../../../components/query_gate';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { useDashboardActions } from './use_dashboard_actions';

/** Puts dashboards of the scores into Kibana, and takes them away again. */
export function DashboardsSection() {
  const { api } = useServices();
  const status = useQuery<DashboardsStatus, ApiError>({
    queryKey: ['dashboards'],
    queryFn: ({ signal }) => api.dashboards(signal),
  });
  return (
    <Panel
      title={i18n.translate('anomalies.dashboards.title', { defaultMessage: 'Dashboards' })}
      data-test-subj="anomaliesDashboards"
    >
      <QueryGate query={status} skeleton={<EuiSkeletonText lines={3} />}>
        {(data) => (data.available ? <Dashboards status={data} /> : <NoKibana />)}
      </QueryGate>
    </Panel>
  );
}

function NoKibana() {
  return (
    <EuiText size="s" className="anmSubdued">
      {i18n.translate('anomalies.dashboards.noKibana', {
        defaultMessage: 'Dashboards are objects of Kibana; here the app runs without it.',
      })}
    </EuiText>
  );
}

function Dashboards({ status }: { status: DashboardsStatus }) {
  const { core, can } = useServices();
  const { isBusy, install, remove } = useDashboardActions();
  const [asksToRemove, setAsksToRemove] = useState(false);
  const isThere = status.installed > 0;
  return (
    <div className="anmForm">
      <EuiText size="s">
        <p data-test-subj="anomaliesDashboardsState">{stateOf(status)}</p>
        {isThere && (
          <ul>
            {status.dashboards.map(({ id, title }) => (
              <li key={id}>
                <EuiLink
                  href={core.application.getUrlForApp('dashboards', { path: `#/view/${id}` })}
                >
                  {title}
                </EuiLink>
              </li>
            ))}
          </ul>
        )}
      </EuiText>
      {can.manage && (
        <div>
          <EuiButton
            size="s"
            iconType="dashboardApp"
            isLoading={isBusy}
            onClick={install}
            data-test-subj="anomaliesDashboardsInstall"
          >
            {isThere
              ? i18n.translate('anomalies.dashboards.update', { defaultMessage: 'Install anew' })
              : i18n.translate('anomalies.dashboards.install', { defaultMessage: 'Install' })}
          </EuiButton>
          {isThere && (
            <EuiButtonEmpty
              size="s"
              color="danger"
              disabled={isBusy}
              onClick={() => setAsksToRemove(true)}
              data-test-subj="anomaliesDashboardsRemove"
            >
              {i18n.translate('anomalies.dashboards.remove', { defaultMessage: 'Remove' })}
            </EuiButtonEmpty>
          )}
        </div>
      )}
      {asksToRemove && (
        <EuiConfirmModal
          title={i18n.translate('anomalies.dashboards.removeTitle', {
            defaultMessage: 'Remove the dashboards from this space?',
          })}
          confirmButtonText={i18n.translate('anomalies.dashboards.remove', {
            defaultMessage: 'Remove',
          })}
          cancelButtonText={i18n.translate('anomalies.dashboards.keep', { defaultMessage: 'Keep' })}
          buttonColor="danger"
          onCancel={() => setAsksToRemove(false)}
          onConfirm={() => {
            setAsksToRemove(false);
            remove();
          }}
        >
          {i18n.translate('anomalies.dashboards.removeBody', {
            defaultMessage:
              'What was changed in them is lost. Other dashboards that show one of these panels lose it.',
          })}
        </EuiConfirmModal>
      )}
    </div>
  );
}

const stateOf = ({ installed, total }: DashboardsStatus): string =>
  installed === 0
    ? i18n.translate('anomalies.dashboards.none', {
        defaultMessage:
          'Two dashboards of flagged lines, log levels and errors, with their visualizations and searches for Discover, can be put into this space.',
      })
    : i18n.translate('anomalies.dashboards.some', {
        defaultMessage:
          '{installed} of {total} objects are in this space. Installing anew replaces them as they came with this version.',
        values: { installed, total },
      });
