import { readRows } from '../../../../sidecar/evaluate';
import {
  foldsInTime,
  hasBothKinds,
  unitCount,
  unitsPerDayOf,
} from '../../../../sidecar/tune/folds';

const rowsOf = (rows: object[]) =>
  readRows(
    rows.map((row) => JSON.stringify(row)),
    'rows',
  );
const messages = ({ events }: { events: { raw: string }[] }) =>
  events.map(({ raw }) => raw).join('');

describe('foldsInTime', () => {
  it('should judge each stretch by what came before', async () => {
    const rows = await rowsOf([...'abcdefgh'].map((message) => ({ message })));
    const folds = foldsInTime(rows, 3);
    expect(folds.map(({ train }) => messages(train))).toEqual(['ab', 'abcd', 'abcdef']);
    expect(folds.map(({ test }) => messages(test))).toEqual(['cd', 'ef', 'gh']);
    expect(folds[1].test.lineNumbers).toEqual([5, 6]);
  });

  it('should not tear sessions', async () => {
    const rows = await rowsOf([
      { message: 'a', session: 1, label: 0 },
      { message: 'b', session: 2, label: 1 },
      { message: 'c', session: 1, label: 0 },
      { message: 'd', session: 3, label: 0 },
      { message: 'e', session: 2, label: 1 },
      { message: 'f', session: 4, label: 0 },
    ]);
    expect(unitCount(rows)).toBe(4);
    const [{ train, test }] = foldsInTime(rows, 1);
    expect([messages(train), messages(test)]).toEqual(['abce', 'df']);
    expect([hasBothKinds(train), hasBothKinds(test)]).toEqual([true, false]);
  });

  it('should leave out what has nothing to judge', async () => {
    expect(foldsInTime(await rowsOf([{ message: 'a' }]), 3)).toEqual([]);
  });
});

describe('unitsPerDayOf', () => {
  it('should count by day, or by file where lines carry no time', async () => {
    const lines = Array.from({ length: 49 }, (_, i) => ({
      message: 'a',
      timestamp: Date.UTC(2026, 0, 1, i),
    }));
    expect(unitsPerDayOf(await rowsOf(lines))).toBeCloseTo(24.5, 1);
    expect(unitsPerDayOf(await rowsOf([{ message: 'a' }, { message: 'b' }]))).toBe(2);
  });
});
