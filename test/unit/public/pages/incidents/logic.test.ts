import { eventLeads } from '../../../../../public/pages/incidents/detail/event_leads';
import { isQuiet } from '../../../../../public/pages/incidents/detail/is_quiet';
import { neighboursOf } from '../../../../../public/pages/incidents/detail/neighbours_of';
import { patternName } from '../../../../../public/pages/incidents/detail/pattern_name';
import { parseIncidentListState } from '../../../../../public/pages/incidents/list/list_state';

// Kibana gives this module to the app; the host's stand-in uses the very library that Kibana does.
jest.mock(
  '@kbn/rison',
  () => jest.requireActual('../../../../../dev/host/browser/shared_deps/kbn_rison'),
  { virtual: true },
);

describe('eventLeads', () => {
  it('should tell the first sign, other hosts and other services', () => {
    const events = [
      { host: 'db-1', service: 'kernel' },
      { host: 'db-1', service: 'kernel' },
      { host: 'app-1', service: 'payments' },
      { host: 'db-1', service: 'cron' },
    ];
    expect(eventLeads(events)).toEqual(['first', undefined, 'host', 'service']);
  });
});

describe('isQuiet', () => {
  const end = '2026-01-05T03:41:00.000Z';
  const until = (newestLine: string | null) => isQuiet({ incident: { end }, newestLine });

  it('should know so only after lines were scored for ten minutes', () => {
    expect(until('2026-01-05T03:51:00.000Z')).toBe(true);
    expect(until('2026-01-05T03:50:59.000Z')).toBe(false);
    expect(until(null)).toBe(false);
  });
});

describe('neighboursOf', () => {
  const ids = ['a', 'b', 'c'];

  it('should go up and down the list, and no further', () => {
    expect(neighboursOf(ids, 'b', 0)).toEqual({ previous: 'a', next: 'c' });
    expect(neighboursOf(ids, 'a', 0)).toEqual({ previous: undefined, next: 'b' });
    expect(neighboursOf(ids, 'c', 0)).toEqual({ previous: 'b', next: undefined });
  });

  it('should go on from where one stood that is judged now', () => {
    expect(neighboursOf(ids, 'judged', 1)).toEqual({ previous: 'a', next: 'b' });
    expect(neighboursOf(ids, 'judged', 3)).toEqual({ previous: 'c', next: 'a' });
    expect(neighboursOf([], 'judged', 2)).toEqual({ previous: undefined, next: undefined });
  });
});

describe('patternName', () => {
  it('should be the words of the pattern, in the space of a tab', () => {
    expect(patternName('Failed password for <user> from <ip> port <n>')).toBe(
      'Failed password for from port',
    );
    expect(patternName('error: maximum authentication attempts exceeded for <user>')).toBe(
      'error: maximum authentication a…',
    );
    expect(patternName('<*>')).toBe('<*>');
  });
});

describe('parseIncidentListState', () => {
  it('should make a whole state of whatever stands in the address', () => {
    expect(parseIncidentListState(undefined)).toEqual({
      state: 'open',
      severity: [],
      host: [],
      service: [],
      text: '',
      sort: 'score',
      direction: 'desc',
      page: 0,
      size: 15,
    });
    const raw = { state: 'gone', severity: ['major', 'huge'], host: [1, 'a'], page: -1, size: 7 };
    expect(parseIncidentListState(raw)).toMatchObject({
      state: 'open',
      severity: ['major'],
      host: ['a'],
      page: 0,
      size: 15,
    });
  });
});
