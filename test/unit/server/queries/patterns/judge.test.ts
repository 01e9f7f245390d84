import {
  comparablePeriods,
  kindsOf,
  newSince,
  typicalPerDay,
  type Past,
  type PatternFacts,
} from '../../../../../server/queries/patterns/judge';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FROM_MS = 10 * DAY_MS;
/** Ten days are known before the period. */
const PAST: Past = { countedSinceMs: 0, newSinceMs: FROM_MS };

const now = { lines: 3, firstMs: FROM_MS + HOUR_MS, lastMs: FROM_MS + 2 * HOUR_MS };
const before = (lines: number) => ({ lines, firstMs: HOUR_MS, lastMs: 9 * DAY_MS });
const facts = (known: Partial<PatternFacts>): PatternFacts => ({ comparable: [], ...known });

describe('what a pattern is in a period', () => {
  it('should be new where neither rollups nor training saw it before', () => {
    expect(kindsOf(facts({ now }), PAST)).toEqual(['new']);
    expect(kindsOf(facts({ now, trainedFirstMs: FROM_MS + 1 }), PAST)).toEqual(['new']);
    expect(kindsOf(facts({ now, trainedFirstMs: FROM_MS - 1 }), PAST)).not.toContain('new');
    expect(kindsOf(facts({ now, trainedFirstMs: NaN }), PAST)).not.toContain('new');
    expect(kindsOf(facts({ now, before: before(100) }), PAST)).toEqual([]);
  });

  it('should be rare with at most one line a day before', () => {
    expect(kindsOf(facts({ now, before: before(10) }), PAST)).toEqual(['rare']);
    expect(kindsOf(facts({ now, before: before(11) }), PAST)).toEqual([]);
    expect(typicalPerDay(facts({ before: before(25) }), PAST)).toBe(2.5);
  });

  it('should not be rare where less than a day is known', () => {
    const short: Past = { countedSinceMs: FROM_MS - HOUR_MS, newSinceMs: FROM_MS };
    expect(kindsOf(facts({ now, before: before(1) }), short)).toEqual([]);
    expect(typicalPerDay(facts({ before: before(1) }), short)).toBeNull();
    const none: Past = { countedSinceMs: Infinity, newSinceMs: FROM_MS };
    expect(typicalPerDay(facts({}), none)).toBeNull();
  });

  it('should have vanished where it was in all comparable periods but one, with three lines on average', () => {
    const gone = (...comparable: number[]) => kindsOf(facts({ comparable }), PAST);
    expect(gone(4, 3, 5, 0)).toEqual(['vanished']);
    expect(gone(4, 3, 3, 0)).toEqual([]);
    expect(gone(40, 30, 0, 0)).toEqual([]);
    expect(gone(50, 50)).toEqual([]);
    expect(kindsOf(facts({ now, before: before(99), comparable: [9, 9, 9] }), PAST)).toEqual([]);
  });
});

describe('the past of a period', () => {
  it('should end where the period begins, or halfway where less is known than the period is long', () => {
    expect(newSince(0, 6 * DAY_MS, 10 * DAY_MS)).toBe(6 * DAY_MS);
    expect(newSince(0, 2 * DAY_MS, 10 * DAY_MS)).toBe(5 * DAY_MS);
    expect(newSince(4 * DAY_MS, 0, 10 * DAY_MS)).toBe(7 * DAY_MS);
    expect(newSince(Infinity, 3, 10)).toBe(3);
    // Half a millisecond is none.
    expect(newSince(4, 0, 11)).toBe(7);
  });

  it('should be compared at the same time of day', () => {
    const hour = comparablePeriods(FROM_MS, FROM_MS + HOUR_MS);
    expect(hour).toHaveLength(7);
    expect(hour[0]).toEqual({ fromMs: FROM_MS - DAY_MS, toMs: FROM_MS - DAY_MS + HOUR_MS });
    const dayAndHalf = comparablePeriods(FROM_MS, FROM_MS + 1.5 * DAY_MS);
    expect(dayAndHalf[1]).toEqual({ fromMs: FROM_MS - 4 * DAY_MS, toMs: FROM_MS - 2.5 * DAY_MS });
  });
});
