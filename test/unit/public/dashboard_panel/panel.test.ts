import type { PanelInput } from '../../../../public/dashboard_panel/panel_input';
import { readContext } from '../../../../public/dashboard_panel/dashboard_context';
import { linesPath } from '../../../../public/dashboard_panel/lines_path';
import { choiceOf, inputOf } from '../../../../public/dashboard_panel/panel_choice';
import {
  DEFAULT_SETTINGS,
  parseSettings,
  severityFilter,
} from '../../../../public/dashboard_panel/panel_settings';
import { readState } from '../../../../public/lib/url_state';

// Kibana gives these modules to the app; the host's stand-ins use the very libraries that Kibana does.
jest.mock(
  '@kbn/i18n',
  () => jest.requireActual('../../../../dev/host/browser/shared_deps/kbn_i18n'),
  {
    virtual: true,
  },
);
jest.mock(
  '@kbn/rison',
  () => jest.requireActual('../../../../dev/host/browser/shared_deps/kbn_rison'),
  { virtual: true },
);

const input = (more: Partial<PanelInput> = {}): PanelInput => ({
  id: 'p1',
  timeRange: { from: 'now-7d', to: 'now' },
  ...more,
});

describe('the settings of a panel', () => {
  it('should come back as they were saved', () => {
    const settings = {
      viewBy: 'pattern',
      minSeverity: 'major',
      lanes: 3,
      filter: 'host : web-*',
      followSearch: false,
    } as const;
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it.each([undefined, null, 'text', 7, [], { lanes: 0 }, { lanes: 21 }, { lanes: 2.5 }])(
    'should be the defaults where %j is saved',
    (raw) => expect(parseSettings(raw)).toEqual(DEFAULT_SETTINGS),
  );

  it('should leave at its default only what is not understood', () => {
    const wrong = { viewBy: 'rack', minSeverity: 'loud', lanes: '4', filter: 'x'.repeat(2_001) };
    expect(parseSettings({ ...wrong, followSearch: false })).toEqual({
      ...DEFAULT_SETTINGS,
      followSearch: false,
    });
  });

  it('should count severities from the least upwards, and all of them without a bound', () => {
    expect(severityFilter({ minSeverity: 'minor' })).toEqual(['critical', 'major', 'minor']);
    expect(severityFilter({ minSeverity: 'low' })).toEqual([]);
  });

  it('should name a panel after its lanes until somebody names it', () => {
    const byHost = inputOf({ title: '', settings: DEFAULT_SETTINGS });
    expect(byHost.title).toBe('Anomalies by host');
    const { settings, title } = choiceOf(byHost);
    expect(inputOf({ title, settings: { ...settings, viewBy: 'service' } }).title).toBe(
      'Anomalies by service',
    );
    expect(choiceOf(inputOf({ title: 'Mine', settings })).title).toBe('Mine');
  });

  it('should keep what others keep with a panel', () => {
    const before: object = { hidePanelTitles: true, enhancements: { dynamicActions: {} } };
    expect(inputOf({ title: 'Mine', settings: DEFAULT_SETTINGS }, before)).toMatchObject(before);
  });
});

describe('what a panel takes from its dashboard', () => {
  const hostFilter = { meta: {}, query: { match_phrase: { 'host.name': 'web-1' } } };

  it('should be the period, the search and the filters', () => {
    const search = { query: 'service : sshd', language: 'kuery' };
    expect(readContext(input({ query: search, filters: [hostFilter] }), true)).toEqual({
      time: { from: 'now-7d', to: 'now' },
      follow: ['service : sshd', 'host.name : "web-1"'],
      notFollowed: [],
    });
  });

  it('should be the period alone where it is not to follow', () => {
    const search = { query: 'service : sshd', language: 'kuery' };
    expect(readContext(input({ query: search, filters: [hostFilter] }), false)).toMatchObject({
      follow: [],
      notFollowed: [],
    });
  });

  it('should be the part of the period that the time slider shows', () => {
    expect(readContext(input({ timeslice: [0, 60_000] }), true).time).toEqual({
      from: '1970-01-01T00:00:00.000Z',
      to: '1970-01-01T00:01:00.000Z',
    });
  });

  it('should say what is not followed: other languages, other kinds, too long, too many', () => {
    const other = readContext(
      input({
        query: { query: 'level:ERROR', language: 'lucene' },
        filters: [{ meta: { alias: 'Mine' }, query: { script: {} } }],
      }),
      true,
    );
    expect(other.follow).toEqual([]);
    expect(other.notFollowed.map(({ query }) => query)).toEqual(['level:ERROR', 'Mine']);
    const long = readContext(
      input({ query: { query: 'x'.repeat(2_001), language: 'kuery' } }),
      true,
    );
    expect(long.follow).toEqual([]);
    expect(long.notFollowed).toHaveLength(1);
    const filters = Array.from({ length: 60 }, (_, i) => ({
      query: { match_phrase: { 'host.name': `web-${i}` } },
    }));
    const many = readContext(input({ filters }), true);
    expect([many.follow.length, many.notFollowed.length]).toEqual([50, 10]);
  });
});

describe('the way from a panel to its lines', () => {
  const time = { from: 'now-7d', to: 'now' };
  const stateOf = (path: string) => readState(path.slice(path.indexOf('?')), '_a');

  it('should show just the lines that the panel counts', () => {
    const path = linesPath(
      { ...DEFAULT_SETTINGS, filter: 'score >= 50', minSeverity: 'major' },
      { follow: ['service : sshd or service : cron', 'geo.country : DE'] },
      [{ query: 'geo.country : DE', reason: 'There is no field' }],
      time,
      { viewBy: 'host', key: 'web-1' },
    );
    expect(path.startsWith('/anomalies?')).toBe(true);
    expect(readState(path.slice(path.indexOf('?')), '_g')).toMatchObject({ time });
    expect(stateOf(path)).toEqual({
      query: '(score >= 50) and (service : sshd or service : cron)',
      severity: ['critical', 'major'],
      host: ['web-1'],
    });
  });

  it('should have no filter where the panel has none', () => {
    expect(stateOf(linesPath(DEFAULT_SETTINGS, { follow: [] }, [], time))).toEqual({});
  });
});
