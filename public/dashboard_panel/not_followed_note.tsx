import { EuiIconTip, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { NotFollowed } from './dashboard_context';

/** Which part of the dashboard's search and filters does not hold for the panel, each with why. */
export function NotFollowedNote({ left }: { left: NotFollowed[] }) {
  if (left.length === 0) return null;
  return (
    <EuiText size="xs" color="warning" data-test-subj="anomaliesPanelNotFollowed">
      {i18n.translate('anomalies.panel.notFollowed', {
        defaultMessage: 'Not followed here: {names}',
        values: { names: left.map(({ query }) => query).join(', ') },
      })}{' '}
      <EuiIconTip
        type="iInCircle"
        color="warning"
        aria-label={i18n.translate('anomalies.panel.notFollowedWhy', {
          defaultMessage: 'Why not',
        })}
        content={
          <ul>
            {left.map(({ query, reason }) => (
              <li key={query}>
                {query}: {reason}
              </li>
            ))}
          </ul>
        }
      />
    </EuiText>
  );
}
