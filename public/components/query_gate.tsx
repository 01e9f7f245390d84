import { EuiButton, EuiCallOut, EuiEmptyPrompt } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import type { ApiError } from '../services/api_error';

/** Shows a skeleton until data is there, what went wrong if it does not come, else the data. */
export function QueryGate<T>({
  query,
  skeleton,
  isCompact,
  children,
}: {
  query: UseQueryResult<T, ApiError>;
  skeleton: ReactNode;
  /** Where there is little room. */
  isCompact?: boolean;
  children(data: T): ReactElement;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    const Said = isCompact ? ErrorCallOut : ErrorPrompt;
    return <Said error={query.error} onRetry={() => void query.refetch()} />;
  }
  return <div aria-busy="true">{skeleton}</div>;
}

/** What happened and what to do, in place of the content. */
export function ErrorPrompt({ error, onRetry }: { error: ApiError; onRetry?(): void }) {
  return (
    <EuiEmptyPrompt
      color={error.code === 'no_permission' ? 'subdued' : 'danger'}
      iconType={error.code === 'no_permission' ? 'lock' : 'error'}
      titleSize="xs"
      title={<h2>{titleOf(error)}</h2>}
      body={<p>{error.message}</p>}
      actions={onRetry && <RetryButton onClick={onRetry} />}
      data-test-subj={`anomaliesError-${error.code}`}
    />
  );
}

/** The same where there is little room. */
function ErrorCallOut({ error, onRetry }: { error: ApiError; onRetry(): void }) {
  return (
    <EuiCallOut
      size="s"
      color={error.code === 'no_permission' ? 'primary' : 'danger'}
      iconType={error.code === 'no_permission' ? 'lock' : 'error'}
      title={titleOf(error)}
      data-test-subj={`anomaliesError-${error.code}`}
    >
      <p>{error.message}</p>
      <RetryButton onClick={onRetry} />
    </EuiCallOut>
  );
}

const RetryButton = ({ onClick }: { onClick(): void }) => (
  <EuiButton size="s" iconType="refresh" onClick={onClick}>
    {i18n.translate('anomalies.error.retry', { defaultMessage: 'Try again' })}
  </EuiButton>
);

function titleOf({ code }: ApiError): string {
  switch (code) {
    case 'no_permission':
      return i18n.translate('anomalies.error.noPermission', {
        defaultMessage: 'You may not see this',
      });
    case 'elasticsearch_unreachable':
      return i18n.translate('anomalies.error.elasticsearch', {
        defaultMessage: 'Elasticsearch does not answer',
      });
    case 'sidecar_unreachable':
    case 'sidecar_timeout':
      return i18n.translate('anomalies.error.sidecar', {
        defaultMessage: 'The sidecar does not answer',
      });
    case 'invalid_query':
      return i18n.translate('anomalies.error.query', {
        defaultMessage: 'The search is not understood',
      });
    case 'no_answer':
      return i18n.translate('anomalies.error.noAnswer', {
        defaultMessage: 'The server does not answer',
      });
    default:
      return i18n.translate('anomalies.error.unexpected', {
        defaultMessage: 'This did not work',
      });
  }
}
