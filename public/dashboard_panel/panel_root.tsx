import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import type { Observable } from 'rxjs';
import { Theme } from '../components/theme';
import { useObservable } from '../hooks/use_observable';
import { newQueryClient } from '../services/query_client';
import { ServicesProvider, type Services } from '../services/services';
import { frameStyles } from '../styles/frame_styles';
import { laneStyles } from '../styles/lane_styles';
import { panelStyles } from '../styles/panel_styles';
import { ThemedStyles } from '../styles/themed_styles';
import type { PanelInput } from './panel_input';
import { PanelView, type LoadState } from './panel_view';

const STYLES = [frameStyles, laneStyles, panelStyles];

/** What the app has around its pages, around one panel. */
export function PanelRoot({
  services,
  input$,
  firstInput,
  refreshes$,
  onState,
}: {
  services: Services;
  input$: Observable<PanelInput>;
  firstInput: PanelInput;
  refreshes$: Observable<number>;
  onState(state: LoadState): void;
}) {
  const [queryClient] = useState(newQueryClient);
  const input = useObservable(input$, firstInput);
  const refreshes = useObservable(refreshes$, 0);
  const { i18n, theme } = services.core;
  return (
    <i18n.Context>
      <Theme theme$={theme.theme$}>
        <ThemedStyles styles={STYLES} />
        <ServicesProvider value={services}>
          <QueryClientProvider client={queryClient}>
            <PanelView input={input} refreshes={refreshes} onState={onState} />
          </QueryClientProvider>
        </ServicesProvider>
      </Theme>
    </i18n.Context>
  );
}
