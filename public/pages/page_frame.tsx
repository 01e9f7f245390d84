import { EuiTab, EuiTabs, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, useState, type ReactNode } from 'react';
import { Redirect, useHistory, useLocation } from 'react-router-dom';
import { PrivilegesCallout } from '../components/privileges_callout';
import { SidecarCallout } from '../components/sidecar_callout';
import { StatusLine } from '../components/status_line';
import { PageTitleProvider } from '../hooks/use_page_title';
import { useStatus } from '../hooks/use_status';
import { globalStateOnly } from '../lib/url_state';
import { useServices } from '../services/services';
import { PAGES } from './pages';

const APP_TITLE = i18n.translate('anomalies.app.title', { defaultMessage: 'Anomalies' });

/** Title, tabs and what every page tells: where one is, how the sidecar does. */
export function PageFrame({ children }: { children: ReactNode }) {
  const { core } = useServices();
  const history = useHistory();
  const location = useLocation();
  const { data: appStatus } = useStatus();
  const page = PAGES.find(({ path }) => location.pathname.startsWith(path));
  const untrained = appStatus?.reachable === true && appStatus.status.active_model === null;
  const query = globalStateOnly(location.search);
  const [subtitle, setSubtitle] = useState<string>();

  useEffect(() => {
    const crumbTo = (text: string, path: string) => ({
      text,
      href: core.application.getUrlForApp('anomalies', { path: path + query }),
      onClick(event: React.MouseEvent) {
        event.preventDefault();
        history.push(path + query);
      },
    });
    const titles = [subtitle, page?.title].filter((title) => title !== undefined);
    core.chrome.docTitle.change([...titles, APP_TITLE]);
    core.chrome.setBreadcrumbs([
      crumbTo(APP_TITLE, PAGES[0].path),
      ...(page
        ? [subtitle === undefined ? { text: page.title } : crumbTo(page.title, page.path)]
        : []),
      ...(subtitle === undefined ? [] : [{ text: subtitle }]),
    ]);
  }, [core, history, page, query, subtitle]);

  if (untrained && page && !page.worksUntrained) {
    return <Redirect to={`/models${query}`} />;
  }
  return (
    <main className="anmPage">
      <header className="anmPageHeader">
        <div className="anmPageHeader__top">
          <EuiTitle size="m">
            <h1>{APP_TITLE}</h1>
          </EuiTitle>
          <StatusLine />
        </div>
        <EuiTabs bottomBorder={false}>
          {PAGES.map(({ path, title, worksUntrained, Badge }) => (
            <EuiTab
              key={path}
              isSelected={page?.path === path}
              disabled={untrained && !worksUntrained}
              append={Badge && !untrained ? <Badge /> : undefined}
              href={core.application.getUrlForApp('anomalies', { path: path + query })}
              onClick={(event: React.MouseEvent) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                history.push(path + query);
              }}
              data-test-subj={`anomaliesTab-${path.slice(1)}`}
            >
              {title}
            </EuiTab>
          ))}
        </EuiTabs>
      </header>
      <div className="anmContent">
        <SidecarCallout />
        <PrivilegesCallout />
        <PageTitleProvider value={setSubtitle}>{children}</PageTitleProvider>
      </div>
    </main>
  );
}
