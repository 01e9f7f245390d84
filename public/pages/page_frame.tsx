import { EuiTab, EuiTabs, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, type ReactNode } from 'react';
import { Redirect, useHistory, useLocation } from 'react-router-dom';
import { SidecarCallout } from '../components/sidecar_callout';
import { StatusLine } from '../components/status_line';
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

  useEffect(() => {
    core.chrome.docTitle.change(page ? [page.title, APP_TITLE] : APP_TITLE);
    core.chrome.setBreadcrumbs([
      {
        text: APP_TITLE,
        href: core.application.getUrlForApp('anomalies', { path: PAGES[0].path + query }),
        onClick(event) {
          event.preventDefault();
          history.push(PAGES[0].path + query);
        },
      },
      ...(page ? [{ text: page.title }] : []),
    ]);
  }, [core, history, page, query]);

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
          {PAGES.map(({ path, title, worksUntrained }) => (
            <EuiTab
              key={path}
              isSelected={page?.path === path}
              disabled={untrained && !worksUntrained}
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
        {children}
      </div>
    </main>
  );
}
