import { EuiLink } from '@elastic/eui';
import type { ReactNode } from 'react';
import { useServices } from '../services/services';

const APP_ID = 'anomalies';

/** Goes to a path of the app, from another app of Kibana. */
export function useOpenPath(): (path: string) => void {
  const { application } = useServices().core;
  return (path) => void application.navigateToApp(APP_ID, { path });
}

/** A link to a path of the app: a real address, followed without loading Kibana anew. */
export function PathLink({
  path,
  children,
  ...rest
}: {
  path: string;
  color?: 'text';
  children: ReactNode;
  'aria-label'?: string;
  'data-test-subj'?: string;
}) {
  const { application } = useServices().core;
  const open = useOpenPath();
  return (
    <EuiLink
      {...rest}
      href={application.getUrlForApp(APP_ID, { path })}
      onClick={(event: React.MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open(path);
      }}
    >
      {children}
    </EuiLink>
  );
}
