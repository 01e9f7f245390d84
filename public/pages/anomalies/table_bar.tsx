import { EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { FormattedMessage } from '@kbn/i18n-react';
import type { ReactNode } from 'react';
import type { SearchResponse } from '../../../common/app_api/search/schema';
import { formatCount } from '../../lib/numbers';
import type { ReviewState } from './review_state';

/** Over the table, always in view: which rows these are, what was just done, and what can be done with the table. */
export function TableBar({
  result,
  state,
  told,
  controls,
}: {
  result: SearchResponse;
  state: ReviewState;
  /** In place of the order of the rows: what the last verdict did. */
  told: ReactNode;
  controls: ReactNode;
}) {
  const first = state.page * state.size;
  return (
    <div className="anmTableBar">
      <EuiTitle size="xxs">
        <h2 data-test-subj="anomaliesRange">
          <FormattedMessage
            id="anomalies.review.range"
            defaultMessage="{first}–{last} of {total}"
            values={{
              first: formatCount(result.rows.length === 0 ? 0 : first + 1),
              last: formatCount(first + result.rows.length),
              total: formatCount(result.total),
            }}
          />
        </h2>
      </EuiTitle>
      {told ?? (
        <EuiText size="xs" className="anmSubdued">
          {sortText(state)}
        </EuiText>
      )}
      <div className="anmTableBar__end">{controls}</div>
    </div>
  );
}

function sortText({ sort, direction }: ReviewState): string {
  const isDown = direction === 'desc';
  switch (sort) {
    case 'score':
      return isDown
        ? i18n.translate('anomalies.review.worstFirst', { defaultMessage: 'worst first' })
        : i18n.translate('anomalies.review.mildestFirst', { defaultMessage: 'mildest first' });
    case 'time':
      return isDown
        ? i18n.translate('anomalies.review.newestFirst', { defaultMessage: 'newest first' })
        : i18n.translate('anomalies.review.oldestFirst', { defaultMessage: 'oldest first' });
    default:
      return i18n.translate('anomalies.review.byName', { defaultMessage: 'by name' });
  }
}
