import { alarmWordIn, severityOfLevel } from '../features/alarm_words';
import { AUTH_COLUMNS, fillAuthSigns } from '../features/auth_signs';
import { fillWebSigns, WEB_COLUMNS } from '../features/web_signs';
import type { LineStatistics, LineView } from '../features/line_statistics';
import type { Wording } from './line_explainer';
import { count, quoted, seen } from './wording';

/** How often the kind of line was seen. */
export function patternReason(statistics: LineStatistics, view: LineView): Wording {
  const { keys } = statistics;
  const text = view.template < 0 ? view.event.raw : statistics.templates.text(view.template);
  const pattern = `pattern ${quoted(text)}`;
  if (!statistics.isKnown(view.template))
    return { kind: 'new_pattern', text: `${pattern} was never seen before`, actual: 'new' };
  const times = keys.countOf(view.key);
  const everywhere = statistics.templateCount[view.template];
  if (times === 0)
    return {
      kind: 'new_pattern',
      text: `${pattern} was never seen ${contextOf(view)}`,
      typical: `${count(everywhere)} times otherwise`,
      actual: 'new',
    };
  const isUsualOtherwise = times < everywhere;
  const what = isUsualOtherwise ? `${pattern} ${contextOf(view)}` : pattern;
  return {
    kind: 'rare_pattern',
    text: `${what} ${seen(times, keys.lines)}`,
    typical: isUsualOtherwise ? `${count(everywhere)} times in all` : undefined,
    token: rarestWord(statistics, view).token,
    actual: `${count(times)} in ${count(keys.lines)} lines`,
  };
}

function contextOf({ event }: LineView): string {
  const level =
    event.level === 'unknown' ? 'without a level' : `at level ${event.level.toUpperCase()}`;
  return event.service ? `${level} from ${event.service}` : level;
}

/** The word of the pattern that fewest lines hold, as it stands in the line. */
function rarestWord(
  statistics: LineStatistics,
  view: LineView,
): { word: string; lines: number; token?: string } {
  let word = '';
  let fewest = Infinity;
  for (const candidate of statistics.wordsOfLine(view)) {
    const lines = statistics.linesWithWord(candidate);
    if (lines < fewest) {
      fewest = lines;
      word = candidate;
    }
  }
  const at = word === '' ? -1 : view.event.raw.toLowerCase().indexOf(word);
  const token = at < 0 ? undefined : view.event.raw.slice(at, at + word.length);
  return { word, lines: fewest === Infinity ? 0 : fewest, token };
}

export function wordReason(statistics: LineStatistics, view: LineView): Wording {
  const { word, lines, token } = rarestWord(statistics, view);
  return {
    kind: 'rare_word',
    text: `word "${token ?? word}" ${seen(lines, statistics.keys.lines)}`,
    token,
  };
}

export function hostReason(statistics: LineStatistics, { event }: LineView): Wording {
  const times = statistics.keys.linesOfHost(event.host);
  const host = `host ${event.host || '(unknown)'}`;
  return times === 0
    ? { kind: 'new_host', text: `${host} was never seen before`, actual: event.host }
    : { kind: 'rare_host', text: `${host} seldom or never sent this pattern`, actual: event.host };
}

export function addressReason(statistics: LineStatistics, { event, key }: LineView): Wording {
  const { times, lines, values } = statistics.keys.addressCount(event, key);
  return {
    kind: times === 0 ? 'new_value' : 'rare_value',
    text: `address ${event.sourceIp} ${seen(times, lines)}`,
    typical: `${count(values)} other addresses`,
    actual: event.sourceIp,
    token: event.sourceIp,
  };
}

export function hourReason(_statistics: LineStatistics, { event }: LineView): Wording {
  const time = Number.isNaN(event.timestampMs)
    ? 'no time'
    : `${new Date(event.timestampMs).toISOString().slice(11, 16)} UTC`;
  return {
    kind: 'unusual_hour',
    text: `${time} is an unusual hour for this pattern`,
    actual: time,
  };
}

export function serviceReason(statistics: LineStatistics, { event }: LineView): Wording {
  const times = statistics.keys.linesOfService(event.service);
  return {
    kind: times === 0 ? 'new_service' : 'rare_service',
    text: `service ${event.service || '(unknown)'} ${seen(times, statistics.keys.lines)}`,
    actual: event.service,
  };
}

export function severityReason(_statistics: LineStatistics, view: LineView): Wording {
  const { level, raw } = view.event;
  if (severityOfLevel(level) > 0)
    return { kind: 'level', text: `level ${level.toUpperCase()}`, actual: level };
  const word = alarmWordIn(raw);
  return { kind: 'alarm_word', text: `the line says "${word}"`, token: word };
}

const AUTH_TEXT: Record<(typeof AUTH_COLUMNS)[number], string> = {
  auth_failure: 'a login failed',
  auth_unknown_user: 'the account does not exist',
  auth_root: 'the account may do everything',
  auth_privilege: 'rights were taken or refused',
  auth_attack: 'the service itself suspects an attack',
};

const WEB_TEXT: Record<(typeof WEB_COLUMNS)[number], string> = {
  web_error: 'the request was refused or failed',
  web_method: 'visitors do not use this method',
  web_long_path: 'the path is long',
  web_parameters: 'the query has many parameters',
  web_encoded: 'much of the path is encoded',
  web_traversal: 'the path asks for what is no page',
  web_injection: 'a parameter holds code',
  web_scanner: 'the client is a known scanner',
};

export function authReason(_statistics: LineStatistics, { event }: LineView): Wording {
  const signs = new Float32Array(AUTH_COLUMNS.length);
  fillAuthSigns(event.raw, signs, 0);
  return { kind: 'auth', text: signsInWords(AUTH_COLUMNS, AUTH_TEXT, signs) };
}

export function webReason(_statistics: LineStatistics, { event }: LineView): Wording {
  const signs = new Float32Array(WEB_COLUMNS.length);
  fillWebSigns(event.raw, signs, 0);
  return { kind: 'web', text: signsInWords(WEB_COLUMNS, WEB_TEXT, signs) };
}

/** All signs that the line gives, the strongest first. */
function signsInWords<Name extends string>(
  names: readonly Name[],
  texts: Record<Name, string>,
  signs: Float32Array,
): string {
  const given = names
    .map((name, i) => ({ name, sign: signs[i] }))
    .filter(({ sign }) => sign > 0)
    .sort((a, b) => b.sign - a.sign);
  return given.map(({ name }) => texts[name]).join(', ') || 'none of its signs is usual';
}
