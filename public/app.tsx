import type { AppMountParameters } from '@kbn/core/public';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Redirect, Route, Router, Switch } from 'react-router-dom';
import { HeaderControls } from './components/header_controls';
import { Theme } from './components/theme';
import { PeriodProvider } from './hooks/use_period';
import { PAGES } from './pages/pages';
import { PageFrame } from './pages/page_frame';
import { newQueryClient } from './services/query_client';
import { ServicesProvider, type Services } from './services/services';
import { AppStyles } from './styles/app_styles';

interface AppProps {
  services: Services;
  params: AppMountParameters;
}

export function App({ services, params }: AppProps) {
  const [queryClient] = useState(newQueryClient);
  const { Context: I18nContext } = services.core.i18n;
  return (
    <I18nContext>
      <Theme theme$={params.theme$}>
        <AppStyles />
        <ServicesProvider value={services}>
          <QueryClientProvider client={queryClient}>
            <Router history={params.history}>
              <PeriodProvider>
                <HeaderControls setHeaderActionMenu={params.setHeaderActionMenu} />
                <PageFrame>
                  <Switch>
                    {PAGES.map(({ path, Component }) => (
                      <Route key={path} path={path}>
                        <Component />
                      </Route>
                    ))}
                    <Route
                      render={({ location }) => (
                        <Redirect to={{ ...location, pathname: PAGES[0].path }} />
                      )}
                    />
                  </Switch>
                </PageFrame>
              </PeriodProvider>
            </Router>
          </QueryClientProvider>
        </ServicesProvider>
      </Theme>
    </I18nContext>
  );
}
