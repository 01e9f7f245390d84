import type { Reason } from '../../../common/anomaly';
import type { Contribution } from '../detectors/detector';
import { alarmWordIn } from '../features/alarm_words';
import type { LogEvent } from '../parse/log_event';
import { alternatives } from './wording';

/** Under this name scores and reasons stand that come from labels. */
export const CLASSIFIER_NAME = 'classifier';

const MOST_WORDS = 3;
/** Features with less than this share of the evidence are not named. */
const LEAST_SHARE = 0.05;

type Cause = 'words' | 'level' | 'alarm_word' | 'service' | 'length' | 'strangeness';

/**
 * Why a classifier finds a line like those that were labelled anomalous (or normal, where the points are negative): the
 * features that moved the odds that way, by what they refer to, each with its part of the points.
 * @param contributions of the features to the odds of the line
 * @param points score points that are the classifier's; the reasons add up to them
 */
export function classifierReasons(
  event: LogEvent,
  contributions: readonly Contribution[],
  points: number,
): Reason[] {
  if (points === 0) return [];
  const kind = points > 0 ? 'labelled_anomalous' : 'labelled_normal';
  const label = points > 0 ? 'anomalous' : 'normal';
  const towards = contributions.filter(({ value }) => value * points > 0);
  const total = towards.reduce((sum, { value }) => sum + value, 0);
  const groups = new Map<Cause, Contribution[]>();
  for (const contribution of towards) {
    if (contribution.value / total < LEAST_SHARE) continue;
    const cause = causeOf(contribution.feature);
    groups.set(cause, [...(groups.get(cause) ?? []), contribution]);
  }
  const named = [...groups.values()].flat().reduce((sum, { value }) => sum + value, 0);
  if (groups.size === 0)
    return [
      {
        detector: CLASSIFIER_NAME,
        kind,
        text: `all in all like lines labelled ${label}`,
        contribution: points,
      },
    ];
  return [...groups].map(([cause, parts]) => {
    const value = parts.reduce((sum, part) => sum + part.value, 0);
    return {
      detector: CLASSIFIER_NAME,
      kind,
      ...wordingOf(cause, parts, event, label),
      contribution: (points * value) / named,
    };
  });
}

function causeOf(feature: string): Cause {
  if (feature.startsWith('word:') || feature.startsWith('header:')) return 'words';
  if (feature.startsWith('service:')) return 'service';
  if (feature.startsWith('length:')) return 'length';
  if (feature.startsWith('strange')) return 'strangeness';
  return feature === 'alarm_word' ? 'alarm_word' : 'level';
}

function wordingOf(
  cause: Cause,
  parts: readonly Contribution[],
  event: LogEvent,
  label: string,
): Pick<Reason, 'text' | 'actual' | 'token'> {
  const asIn = `as in lines labelled ${label}`;
  switch (cause) {
    case 'words': {
      const words = parts.slice(0, MOST_WORDS).map(({ feature }) => inLine(feature, event.raw));
      const quoted = words.map((word) => `"${word}"`);
      const and = alternatives(quoted).replace(' or ', ' and ');
      return {
        text: `${words.length === 1 ? 'word' : 'words'} ${and} ${asIn}`,
        token: words[0],
      };
    }
    case 'level':
      return {
        text: `${event.level === 'unknown' ? 'no level' : `level ${event.level.toUpperCase()}`} ${asIn}`,
        actual: event.level,
      };
    case 'alarm_word': {
      const word = alarmWordIn(event.raw);
      return word
        ? { text: `says "${word}" ${asIn}`, token: word }
        : { text: `no word of alarm ${asIn}` };
    }
    case 'service':
      return { text: `from ${event.service || 'no service'} ${asIn}`, actual: event.service };
    case 'length':
      return { text: `about as many words ${asIn}` };
    case 'strangeness':
      return { text: `as strange, or as usual, as lines labelled ${label}` };
  }
}

/** The word of a feature as it stands in the line. */
function inLine(feature: string, raw: string): string {
  const word = feature.slice(feature.indexOf(':') + 1);
  const at = raw.toLowerCase().indexOf(word);
  return at < 0 ? word : raw.slice(at, at + word.length);
}
