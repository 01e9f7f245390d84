import { i18n } from '@kbn/i18n';
import { FormattedMessage } from '@kbn/i18n-react';
import { useLocation } from 'react-router-dom';
import type { PatternNews, PatternNewsRow } from '../../../common/app_api/patterns/schema';
import { AppLink } from '../../components/app_link';
import { PatternText } from '../../components/pattern_text';
import { useTimes } from '../../hooks/use_times';
import { patternsPath } from '../../lib/links';
import { typicalText } from '../../lib/typical_text';
import { usePatternNews } from './pattern_news';
import { Sentence } from './sentence';

/** Which patterns appeared and which fell silent, the most telling one named. */
export function PatternsSentence() {
  const { search } = useLocation();
  const { data, error } = usePatternNews();
  if (!data) {
    return (
      <Sentence icon="sparkles" color="subdued">
        {error
          ? i18n.translate('anomalies.since.patternsUnknown', {
              defaultMessage: 'Patterns could not be compared.',
            })
          : i18n.translate('anomalies.since.patternsLoading', {
              defaultMessage: 'Comparing patterns …',
            })}
      </Sentence>
    );
  }
  const isQuiet = data.new.count === 0 && data.vanished.count === 0;
  return (
    <Sentence icon={isQuiet ? 'check' : 'sparkles'} color={isQuiet ? 'success' : 'primary'}>
      <strong>{countsText(data)}</strong> <MostTelling news={data} />{' '}
      {!isQuiet && (
        <AppLink
          path={patternsPath(search, { tab: data.new.count > 0 ? 'new' : 'vanished' })}
          data-test-subj="anomaliesSeePatterns"
        >
          {i18n.translate('anomalies.since.seePatterns', { defaultMessage: 'See patterns' })}
        </AppLink>
      )}
    </Sentence>
  );
}

function countsText({ new: appeared, vanished, past }: PatternNews): string {
  const values = { appeared: appeared.count, vanished: vanished.count };
  if (appeared.count === 0 && vanished.count === 0) {
    return past.countedSince === null
      ? i18n.translate('anomalies.since.patternsUncounted', {
          defaultMessage: 'Patterns are not counted yet.',
        })
      : i18n.translate('anomalies.since.patternsQuiet', {
          defaultMessage: 'No pattern appeared for the first time, and none fell silent.',
        });
  }
  if (vanished.count === 0) {
    return i18n.translate('anomalies.since.patternsAppeared', {
      defaultMessage:
        '{appeared, plural, one {# pattern} other {# patterns}} appeared for the first time:',
      values,
    });
  }
  if (appeared.count === 0) {
    return i18n.translate('anomalies.since.patternsVanished', {
      defaultMessage: '{vanished, plural, one {# pattern} other {# patterns}} fell silent:',
      values,
    });
  }
  return i18n.translate('anomalies.since.patternsBoth', {
    defaultMessage:
      '{appeared, plural, one {# pattern} other {# patterns}} appeared for the first time and {vanished, plural, one {# fell} other {# fell}} silent:',
    values,
  });
}

/** Silence is told rather than noise: nobody sees a line that is not there. */
function MostTelling({ news: { new: appeared, vanished } }: { news: PatternNews }) {
  const times = useTimes();
  const gone = vanished.rows.at(0);
  if (gone) {
    return (
      <FormattedMessage
        id="anomalies.since.vanishedExample"
        defaultMessage="{pattern} on {hosts}, silent since {last}, {typical}."
        values={{
          ...namesOf(gone),
          last: gone.last === null ? '–' : times.short(gone.last),
          typical: typicalText(gone.typicalPerDay),
        }}
      />
    );
  }
  const first = appeared.rows.at(0);
  if (!first) return null;
  return (
    <FormattedMessage
      id="anomalies.since.firstNewPattern"
      defaultMessage="{pattern} on {hosts}."
      values={namesOf(first)}
    />
  );
}

const MAX_PATTERN_CHARS = 100;

const namesOf = ({ text, hosts }: PatternNewsRow) => ({
  pattern: (
    <PatternText
      text={text.length > MAX_PATTERN_CHARS ? `${text.slice(0, MAX_PATTERN_CHARS)}…` : text}
    />
  ),
  hosts: <strong>{hosts.join(', ') || '–'}</strong>,
});
