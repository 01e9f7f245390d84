import { parseGlobalState } from '../../../../public/lib/global_state';
import { readState, writeState } from '../../../../public/lib/url_state';
import { parseReviewState } from '../../../../public/pages/anomalies/review_state';

// Kibana gives this module to the app; the host's stand-in uses the very library that Kibana does.
jest.mock(
  '@kbn/rison',
  () => jest.requireActual('../../../../dev/host/browser/shared_deps/kbn_rison'),
  { virtual: true },
);

describe('state in the address', () => {
  it('should come back as it was written, beside other states', () => {
    const state = { query: 'a & b = "c"', host: ['web-1', 'db/2'], page: 3 };
    const search = writeState('?_g=(time:(from:now-1d,to:now))', '_a', state);
    expect(readState(search, '_a')).toEqual(state);
    expect(readState(search, '_g')).toEqual({ time: { from: 'now-1d', to: 'now' } });
  });

  it('should stay readable', () => {
    expect(writeState('', '_g', { time: { from: 'now-7d', to: 'now' } })).toBe(
      '?_g=(time:(from:now-7d,to:now))',
    );
  });

  it('should be nothing where it is broken', () => {
    expect(readState('?_a=((', '_a')).toBeUndefined();
    expect(readState('', '_a')).toBeUndefined();
  });
});

describe('parseGlobalState', () => {
  it('should fall back to the defaults for whatever is not understood', () => {
    expect(parseGlobalState({ time: { from: 3 }, refreshInterval: { value: 1 } })).toEqual({
      time: { from: 'now-24h', to: 'now' },
      refreshInterval: { pause: true, value: 10_000 },
    });
  });
});

describe('parseReviewState', () => {
  it('should make a whole state of nothing', () => {
    expect(parseReviewState(undefined)).toMatchObject({
      query: '',
      sort: 'score',
      page: 0,
      size: 25,
    });
  });

  it('should drop values that are not among the allowed ones', () => {
    const state = parseReviewState({
      severity: ['critical', 'deadly', 7],
      label: ['mute', 'x'],
      sort: 'colour',
      size: 7_000,
      page: -1,
      selected: { index: 'a' },
    });
    expect(state).toMatchObject({ severity: ['critical'], label: ['mute'], sort: 'score' });
    expect(state).toMatchObject({ size: 25, page: 0 });
    expect(state.selected).toBeUndefined();
  });
});
