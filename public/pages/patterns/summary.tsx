import { EuiCallOut, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { FormattedMessage } from '@kbn/i18n-react';
import { useLocation } from 'react-router-dom';
import type { PatternList } from '../../../common/app_api/patterns/schema';
import type { TimeRange } from '../../../common/app_api/time_range';
import { AppLink } from '../../components/app_link';
import { useTimes } from '../../hooks/use_times';
import { formatCount } from '../../lib/numbers';
import { globalStateOnly } from '../../lib/url_state';

/** Periods that it takes to tell what vanished; see the server's judge. */
const ENOUGH_PERIODS = 3;

/** How many patterns there are in a sentence, and what is not known. */
export function PatternSummary({
  list,
  compared,
}: {
  list: PatternList;
  compared: TimeRange | undefined;
}) {
  const times = useTimes();
  const { counts, past } = list;
  return (
    <div className="anmPatternSummary">
      <EuiText size="s" data-test-subj="anomaliesPatternSummary">
        <strong>
          {i18n.translate('anomalies.patterns.summary', {
            defaultMessage:
              '{patterns, plural, one {# pattern} other {# patterns}} in {lines} lines:',
            values: {
              patterns: list.matching.patterns,
              lines: formatCount(list.matching.lines),
            },
          })}
        </strong>{' '}
        {i18n.translate('anomalies.patterns.summaryKinds', {
          defaultMessage: '{new} new since {since}, {rare} rare, {vanished} vanished.',
          values: {
            new: formatCount(counts.new),
            since: times.minute(past.newSince),
            rare: formatCount(counts.rare),
            vanished: formatCount(counts.vanished),
          },
        })}{' '}
        <span className="anmSubdued">
          {past.comparablePeriods < ENOUGH_PERIODS &&
            i18n.translate('anomalies.patterns.shortPast', {
              defaultMessage:
                'What vanished is not known yet: there {periods, plural, =0 {is no earlier period} one {is # earlier period} other {are # earlier periods}} of this length, and it takes three.',
              values: { periods: past.comparablePeriods },
            })}{' '}
          {compared &&
            list.comparedLines !== null &&
            i18n.translate('anomalies.patterns.compared', {
              defaultMessage: 'Compared with {lines} lines from {from} to {to}.',
              values: {
                lines: formatCount(list.comparedLines),
                from: times.minute(compared.from),
                to: times.minute(compared.to),
              },
            })}{' '}
          {list.isTruncated &&
            i18n.translate('anomalies.patterns.truncated', {
              defaultMessage: 'Only the 5,000 most frequent patterns are looked at.',
            })}
        </span>
      </EuiText>
      {list.uncounted > 0 && <Uncounted list={list} />}
    </div>
  );
}

function Uncounted({ list: { lines, uncounted, past } }: { list: PatternList }) {
  const { search } = useLocation();
  const times = useTimes();
  return (
    <EuiCallOut
      size="s"
      iconType="iInCircle"
      title={i18n.translate('anomalies.patterns.uncounted', {
        defaultMessage: '{uncounted} of {lines} lines were scored before patterns were counted',
        values: { uncounted: formatCount(uncounted), lines: formatCount(lines) },
      })}
      data-test-subj="anomaliesUncounted"
    >
      <FormattedMessage
        id="anomalies.patterns.uncountedBody"
        defaultMessage="{since} To fill the rest, {score}."
        values={{
          since:
            past.countedSince === null
              ? i18n.translate('anomalies.patterns.neverCounted', {
                  defaultMessage: 'No line is counted yet.',
                })
              : i18n.translate('anomalies.patterns.countedSince', {
                  defaultMessage: 'They are counted since {time}.',
                  values: { time: times.minute(past.countedSince) },
                }),
          score: (
            <AppLink path={`/models${globalStateOnly(search)}`}>
              {i18n.translate('anomalies.patterns.scoreAgain', {
                defaultMessage: 'score the period again',
              })}
            </AppLink>
          ),
        }}
      />
    </EuiCallOut>
  );
}
