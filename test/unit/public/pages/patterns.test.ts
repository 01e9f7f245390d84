import {
  comparedRange,
  parsePatternsState,
} from '../../../../public/pages/patterns/patterns_state';

// Kibana gives this module to the app; the host's stand-in uses the very library that Kibana does.
jest.mock(
  '@kbn/rison',
  () => jest.requireActual('../../../../dev/host/browser/shared_deps/kbn_rison'),
  { virtual: true },
);

const RANGE = { from: '2026-03-10T00:00:00.000Z', to: '2026-03-10T06:00:00.000Z' };

describe('the state of the Patterns page', () => {
  it('should take what it understands from the address, and the usual for the rest', () => {
    expect(parsePatternsState({ tab: 'new', compare: { with: 'moon' }, size: 7 })).toEqual({
      tab: 'new',
      text: '',
      host: [],
      service: [],
      sort: 'first',
      direction: 'desc',
      page: 0,
      size: 25,
    });
    expect(parsePatternsState({ compare: { with: 'week' } })).toMatchObject({
      compare: { with: 'week' },
      sort: 'change',
    });
    const backwards = { with: 'custom', from: RANGE.to, to: RANGE.from };
    expect(parsePatternsState({ compare: backwards }).compare).toBeUndefined();
  });

  it('should know the period that is compared with', () => {
    expect(comparedRange({ with: 'before' }, RANGE)).toEqual({
      from: '2026-03-09T18:00:00.000Z',
      to: '2026-03-10T00:00:00.000Z',
    });
    expect(comparedRange({ with: 'week' }, RANGE).from).toBe('2026-03-03T00:00:00.000Z');
    expect(comparedRange({ with: 'custom', from: 'a', to: 'b' }, RANGE)).toEqual({
      from: 'a',
      to: 'b',
    });
  });
});
