import { EuiHealth, EuiSkeletonText, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { FormattedMessage } from '@kbn/i18n-react';
import { useLocation } from 'react-router-dom';
import type { Status } from '../../common/api/status/schema';
import { useStatus } from '../hooks/use_status';
import { formatCount, formatDuration, formatShort } from '../lib/numbers';
import { globalStateOnly } from '../lib/url_state';
import { AppLink } from './app_link';

/** Behind by more than this, the follower is not "live" any more. */
const LATE_SECONDS = 60;

/** "Following server-logs-*, 3 s behind · model v4 of 6 days, 812,340 lines · budget 20 a day". */
export function StatusLine() {
  const { data, isLoading } = useStatus();
  const { search } = useLocation();
  if (isLoading) return <EuiSkeletonText lines={1} size="s" className="anmStatusSkeleton" />;
  if (!data?.reachable) return null;
  const { active_model: model } = data.status;
  return (
    <EuiText size="xs" className="anmStatus" data-test-subj="anomaliesStatusLine">
      <Follower status={data.status} />
      {model && (
        <span>
          <FormattedMessage
            id="anomalies.status.model"
            defaultMessage="model {name}, learned from {lines} lines of {days, plural, one {# day} other {# days}}"
            values={{
              name: (
                <AppLink path={`/models${globalStateOnly(search)}`}>
                  <strong>{model.id}</strong>
                </AppLink>
              ),
              lines: formatCount(model.trained_on.lines),
              days: Math.max(1, Math.round(model.trained_on.days)),
            }}
          />
        </span>
      )}
      {model && (
        <span className="anmSubdued">
          {i18n.translate('anomalies.status.budget', {
            defaultMessage: 'budget {count} alerts a day',
            values: { count: formatShort(model.alert_budget_per_day) },
          })}
        </span>
      )}
    </EuiText>
  );
}

function Follower({ status }: { status: Status }) {
  const { follower, source_pattern: source } = status;
  if (!status.elasticsearch.reachable) {
    return (
      <EuiHealth color="danger" textSize="inherit">
        {i18n.translate('anomalies.status.noElasticsearch', {
          defaultMessage: 'the sidecar does not reach Elasticsearch',
        })}
      </EuiHealth>
    );
  }
  if (!follower) {
    return (
      <EuiHealth color="subdued" textSize="inherit">
        {i18n.translate('anomalies.status.notFollowing', {
          defaultMessage: 'Not following {source}',
          values: { source },
        })}
      </EuiHealth>
    );
  }
  const behindSeconds = follower.behind_seconds;
  const isLate = behindSeconds !== null && behindSeconds > LATE_SECONDS;
  return (
    <EuiHealth color={isLate ? 'warning' : 'success'} textSize="inherit">
      {behindSeconds === null ? (
        <FormattedMessage
          id="anomalies.status.following"
          defaultMessage="Following {source}"
          values={{ source: <strong>{source}</strong> }}
        />
      ) : (
        <FormattedMessage
          id="anomalies.status.followingBehind"
          defaultMessage="Following {source}, {duration} behind"
          values={{ source: <strong>{source}</strong>, duration: formatDuration(behindSeconds) }}
        />
      )}
    </EuiHealth>
  );
}
