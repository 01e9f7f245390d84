import { formatSeconds, formatTable, forTerminal, plural } from '../../../../sidecar/cli/table';

describe('formatTable', () => {
  it('should align words left and numbers right, without trailing blanks', () => {
    const columns = [{ title: 'name' }, { title: 'n', align: 'right' as const }, { title: 'x' }];
    expect(
      formatTable(columns, [
        ['a', '1,000', ''],
        ['long name', '5', 'y'],
      ]),
    ).toBe('name           n  x\na          1,000\nlong name      5  y\n');
  });
});

describe('forTerminal', () => {
  it('should make control characters visible, so that a log cannot steer the terminal', () => {
    expect(forTerminal('a\u001b[31mred\u0007\tb\u202e', 100)).toBe('a·[31mred· b·');
  });

  it('should cut with an ellipsis', () => {
    expect(forTerminal('abcdef', 4)).toBe('abc…');
    expect(forTerminal('abcd', 4)).toBe('abcd');
  });
});

describe('plural and formatSeconds', () => {
  it('should read as people write', () => {
    expect([plural(1, 'line'), plural(2000, 'line'), plural(0, 'match', 'matches')]).toEqual([
      '1 line',
      '2,000 lines',
      '0 matches',
    ]);
    expect([0.94, 42.4, 200].map(formatSeconds)).toEqual(['0.9 s', '42 s', '3 min 20 s']);
  });
});
