import { EuiButtonIcon, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useEffect, useRef } from 'react';
import { useHistory, useLocation } from 'react-router-dom';
import { useOpenIncidents } from '../../../hooks/use_open_incidents';
import { useReviewKeys } from '../../../hooks/use_review_keys';
import { incidentPath } from '../../../lib/links';
import { formatCount } from '../../../lib/numbers';
import { neighboursOf } from './neighbours_of';

/** "1 of 6 open", and the way to the one before and the one after, worst first. */
export function OpenPosition({ id }: { id: string }) {
  const history = useHistory();
  const { search } = useLocation();
  const { data } = useOpenIncidents();
  const ids = data?.ids ?? [];
  // One that was just judged is none of them any more: from there it goes on where it stood.
  const lastIndex = useRef(0);
  const index = ids.indexOf(id);
  useEffect(() => {
    if (index >= 0) lastIndex.current = index;
  }, [index]);
  const { previous, next } = neighboursOf(ids, id, lastIndex.current);
  const goTo = (to: string | undefined) => to && history.push(incidentPath(search, to));
  useReviewKeys({ j: () => goTo(next), k: () => goTo(previous) });
  if (!data) return null;
  return (
    <>
      <EuiText size="xs" className="anmSubdued" data-test-subj="anomaliesIncidentPosition">
        {index >= 0
          ? i18n.translate('anomalies.incident.position', {
              defaultMessage: '{position} of {total} open',
              values: { position: formatCount(index + 1), total: formatCount(data.total) },
            })
          : i18n.translate('anomalies.incident.openInPeriod', {
              defaultMessage: '{total} open in the period',
              values: { total: formatCount(data.total) },
            })}
      </EuiText>
      <EuiButtonIcon
        iconType="arrowUp"
        color="text"
        isDisabled={previous === undefined}
        aria-label={i18n.translate('anomalies.incident.previous', {
          defaultMessage: 'Previous open incident',
        })}
        onClick={() => goTo(previous)}
      />
      <EuiButtonIcon
        iconType="arrowDown"
        color="text"
        isDisabled={next === undefined}
        aria-label={i18n.translate('anomalies.incident.next', {
          defaultMessage: 'Next open incident',
        })}
        onClick={() => goTo(next)}
        data-test-subj="anomaliesIncidentNext"
      />
    </>
  );
}
