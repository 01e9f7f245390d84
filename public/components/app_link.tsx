import { EuiLink } from '@elastic/eui';
import type { ReactNode } from 'react';
import { useHistory } from 'react-router-dom';
import { useServices } from '../services/services';

/** A link within the app: a real address, followed without loading the page anew. */
export function AppLink({
  path,
  children,
  ...rest
}: {
  path: string;
  children: ReactNode;
  color?: 'text';
  'data-test-subj'?: string;
  'aria-label'?: string;
}) {
  const { core } = useServices();
  const history = useHistory();
  return (
    <EuiLink
      {...rest}
      href={core.application.getUrlForApp('anomalies', { path })}
      onClick={(event: React.MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        history.push(path);
      }}
    >
      {children}
    </EuiLink>
  );
}
