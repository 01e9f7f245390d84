import type { App, MountPoint } from '@kbn/core/public';
import { useEffect, useRef } from 'react';
import { appHistory } from '../core/application';
import { theme } from '../core/theme';

/** Mounts the app as Kibana does, with its own history and a place in the header for its controls. */
export function AppMount({ app, actionMenu }: { app: App; actionMenu: HTMLElement }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let unmountMenu: (() => void) | undefined;
    const setHeaderActionMenu = (mount: MountPoint | undefined) => {
      unmountMenu?.();
      unmountMenu = mount?.(actionMenu);
    };
    const mounted = app.mount({
      element: element.current as HTMLElement,
      history: appHistory,
      appBasePath: '/app/anomalies',
      setHeaderActionMenu,
      theme$: theme.theme$,
    });
    return () => {
      void mounted.then((unmount) => unmount());
      unmountMenu?.();
    };
  }, [app, actionMenu]);
  return <div ref={element} className="kbnAppWrapper" style={{ paddingTop: HEADER_HEIGHT_PX }} />;
}

/** Two fixed bars of EUI's header height. */
const HEADER_HEIGHT_PX = 96;
