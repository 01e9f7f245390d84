import { EuiSkeletonText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { FormattedMessage } from '@kbn/i18n-react';
import { useLocation } from 'react-router-dom';
import type { UseQueryResult } from '@tanstack/react-query';
import type { IncidentSearchResponse } from '../../../common/app_api/incidents/schema';
import type { Overview } from '../../../common/app_api/overview/schema';
import { AppLink } from '../../components/app_link';
import { Panel } from '../../components/panel';
import { usePeriod } from '../../hooks/use_period';
import { useTimes } from '../../hooks/use_times';
import { reasonText } from '../../lib/reason_text';
import { reviewPath } from '../../lib/links';
import { formatCount, formatDuration, formatShort } from '../../lib/numbers';
import type { ApiError } from '../../services/api_error';
import { IncidentSentence } from './incident_sentence';
import { PatternsSentence } from './patterns_sentence';
import { Sentence } from './sentence';

/** Within this share of the period before, volume is "as before". */
const USUAL_SHARE = 0.2;

/** What changed against the period before, in three sentences: incidents first. */
export function SinceBefore({
  overview,
  incidents,
}: {
  overview: Overview;
  incidents: UseQueryResult<IncidentSearchResponse, ApiError>;
}) {
  const times = useTimes();
  const { range } = usePeriod();
  const spanSeconds = (Date.parse(range.to) - Date.parse(range.from)) / 1000;
  return (
    <Panel
      data-test-subj="anomaliesSinceBefore"
      title={i18n.translate('anomalies.since.title', {
        defaultMessage: 'What changed in {duration}',
        values: { duration: formatDuration(spanSeconds) },
      })}
      remark={i18n.translate('anomalies.since.range', {
        defaultMessage: '{from} to {to}, compared with the {duration} before',
        values: {
          from: times.minute(range.from),
          to: times.minute(range.to),
          duration: formatDuration(spanSeconds),
        },
      })}
    >
      <ul className="anmSentences">
        <FirstSentence overview={overview} incidents={incidents} />
        <PatternsSentence />
        <VolumeSentence overview={overview} />
      </ul>
    </Panel>
  );
}

/** Of incidents, where there are any; else of flagged lines. */
function FirstSentence({
  overview,
  incidents: { data, isLoading },
}: {
  overview: Overview;
  incidents: UseQueryResult<IncidentSearchResponse, ApiError>;
}) {
  if (isLoading) {
    return (
      <li>
        <EuiSkeletonText lines={1} size="s" className="anmStatusSkeleton" />
      </li>
    );
  }
  const { open = 0, confirmed = 0, falsePositive = 0 } = data?.counts ?? {};
  return data && open + confirmed + falsePositive > 0 ? (
    <IncidentSentence incidents={data} />
  ) : (
    <FlaggedSentence overview={overview} />
  );
}

function FlaggedSentence({ overview: { totals, previous, worst } }: { overview: Overview }) {
  const { search } = useLocation();
  if (totals.flagged === 0) {
    return (
      <Sentence icon="checkInCircleFilled" color="success">
        <FormattedMessage
          id="anomalies.since.nothingFlagged"
          defaultMessage="{nothing} (before: {before})."
          values={{
            nothing: (
              <strong>
                {i18n.translate('anomalies.since.nothing', {
                  defaultMessage: 'Nothing was flagged',
                })}
              </strong>
            ),
            before: formatCount(previous.flagged),
          }}
        />
      </Sentence>
    );
  }
  const { critical } = totals.bySeverity;
  return (
    <Sentence icon="warning" color="danger">
      <strong>
        {i18n.translate('anomalies.since.flagged', {
          defaultMessage:
            '{flagged, plural, one {# line was flagged} other {# lines were flagged}}, {critical, plural, =0 {none of them} one {# of them} other {# of them}} critical (before: {before}).',
          values: { flagged: totals.flagged, critical, before: formatCount(previous.flagged) },
        })}
      </strong>{' '}
      {worst && (
        <>
          <FormattedMessage
            id="anomalies.since.worst"
            defaultMessage="Strangest on {host}: {reason}."
            values={{
              host: <strong>{worst.document.host.name}</strong>,
              reason: reasonText(worst.document),
            }}
          />{' '}
          <AppLink
            path={reviewPath(search, { selected: { index: worst.index, id: worst.id } })}
            data-test-subj="anomaliesShowWorst"
          >
            {i18n.translate('anomalies.since.showIt', { defaultMessage: 'Show it' })}
          </AppLink>
        </>
      )}
    </Sentence>
  );
}

function VolumeSentence({ overview: { totals, previous } }: { overview: Overview }) {
  const values = { lines: formatCount(totals.lines), before: formatCount(previous.lines) };
  if (previous.lines === 0) {
    return (
      <Sentence icon="visBarVerticalStacked" color="subdued">
        {i18n.translate('anomalies.since.volumeNothingBefore', {
          defaultMessage: '{lines} lines were scored; there are none before to compare with.',
          values,
        })}
      </Sentence>
    );
  }
  const ratio = totals.lines / previous.lines;
  const isUsual = Math.abs(ratio - 1) <= USUAL_SHARE;
  return (
    <Sentence icon="visBarVerticalStacked" color={isUsual ? 'success' : 'primary'}>
      <strong>
        {isUsual
          ? i18n.translate('anomalies.since.volumeUsual', {
              defaultMessage: 'Volume is as before:',
            })
          : i18n.translate('anomalies.since.volumeChanged', {
              defaultMessage: 'Volume is {ratio} times what it was:',
              values: { ratio: formatShort(ratio) },
            })}
      </strong>{' '}
      {i18n.translate('anomalies.since.volumes', {
        defaultMessage: '{lines} lines, before {before}.',
        values,
      })}
    </Sentence>
  );
}
