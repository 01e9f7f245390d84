import { EuiCallOut, EuiListGroup, EuiListGroupItem, EuiSkeletonRectangle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useHistory } from 'react-router-dom';
import type { Settings } from '../../../common/api/settings/schema';
import { QueryGate } from '../../components/query_gate';
import { useAppState } from '../../hooks/use_app_state';
import { useDisabledReason } from '../../hooks/use_disabled_reason';
import { writeState } from '../../lib/url_state';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { BudgetSection } from './budget/budget_section';
import { DashboardsSection } from './dashboards/dashboards_section';
import { DraftProvider } from './draft';
import { NotificationsSection } from './notifications/notifications_section';
import { RetentionSection } from './retention/retention_section';
import { SaveBar } from './save_bar';
import { parseSettingsState, SECTIONS, type SectionName } from './settings_state';
import { SourcesSection } from './sources/sources_section';
import { useLeaveWarning } from './use_leave_warning';
import { useSettingsDraft } from './use_settings_draft';
import { VerdictsSection } from './verdicts/verdicts_section';

const SECTION_PARTS: Record<
  SectionName,
  { title: string; icon: string; Component: ComponentType }
> = {
  sources: {
    title: i18n.translate('anomalies.settings.sources', { defaultMessage: 'Sources' }),
    icon: 'indexOpen',
    Component: SourcesSection,
  },
  budget: {
    title: i18n.translate('anomalies.settings.budget', { defaultMessage: 'Alert budget' }),
    icon: 'gear',
    Component: BudgetSection,
  },
  notifications: {
    title: i18n.translate('anomalies.settings.notifications', {
      defaultMessage: 'Notifications',
    }),
    icon: 'bell',
    Component: NotificationsSection,
  },
  verdicts: {
    title: i18n.translate('anomalies.settings.verdicts', { defaultMessage: 'Mutes and labels' }),
    icon: 'bellSlash',
    Component: VerdictsSection,
  },
  retention: {
    title: i18n.translate('anomalies.settings.retention', { defaultMessage: 'Retention' }),
    icon: 'clock',
    Component: RetentionSection,
  },
  dashboards: {
    title: i18n.translate('anomalies.dashboards.title', { defaultMessage: 'Dashboards' }),
    icon: 'dashboardApp',
    Component: DashboardsSection,
  },
};

/** Where logs come from and how they are read, how much is flagged, who is told, what is kept. */
export function SettingsPage() {
  const { api } = useServices();
  const settings = useQuery<Settings, ApiError>({
    queryKey: ['settings'],
    queryFn: ({ signal }) => api.settings(signal),
  });
  return (
    <QueryGate
      query={settings}
      skeleton={<EuiSkeletonRectangle width="100%" height={480} borderRadius="m" />}
    >
      {(saved) => <SettingsSections saved={saved} />}
    </QueryGate>
  );
}

function SettingsSections({ saved }: { saved: Settings }) {
  const [{ section }] = useAppState(parseSettingsState);
  const { draft, isSaving, save, discard } = useSettingsDraft(saved);
  useLeaveWarning(draft.isDirty);
  const { Component } = SECTION_PARTS[section];
  const cannotJudge = useDisabledReason('label');
  const readOnlyReason = section === 'verdicts' ? cannotJudge : draft.readOnlyReason;
  return (
    <DraftProvider value={draft}>
      <div className="anmSettings" data-test-subj="anomaliesSettings">
        <SectionNav current={section} />
        <div className="anmSettings__section">
          {readOnlyReason !== undefined && (
            <EuiCallOut
              size="s"
              iconType="lock"
              title={readOnlyReason}
              data-test-subj="anomaliesSettingsReadOnly"
            />
          )}
          <Component />
          <SaveBar isSaving={isSaving} onSave={save} onDiscard={() => void discard()} />
        </div>
      </div>
    </DraftProvider>
  );
}

function SectionNav({ current }: { current: SectionName }) {
  const { core } = useServices();
  const history = useHistory();
  const pathOf = (section: SectionName) =>
    `/settings${writeState(history.location.search, '_a', { section })}`;
  return (
    <nav
      className="anmSettings__nav"
      aria-label={i18n.translate('anomalies.settings.nav', {
        defaultMessage: 'Sections of the settings',
      })}
    >
      <EuiListGroup gutterSize="none" size="s" maxWidth={false}>
        {SECTIONS.map((section) => (
          <EuiListGroupItem
            key={section}
            label={SECTION_PARTS[section].title}
            iconType={SECTION_PARTS[section].icon}
            isActive={section === current}
            aria-current={section === current ? 'page' : undefined}
            href={core.application.getUrlForApp('anomalies', { path: pathOf(section) })}
            onClick={(event: React.MouseEvent) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              history.push(pathOf(section));
            }}
            data-test-subj={`anomaliesSettings-${section}`}
          />
        ))}
      </EuiListGroup>
    </nav>
  );
}
