import { markTokens } from '../../../../public/lib/mark_tokens';
import { roundToSum } from '../../../../public/lib/round_to_sum';

describe('markTokens', () => {
  it('should mark every place of every token and lose no character', () => {
    const line = 'Failed password for root from 10.0.0.1 port 22 (10.0.0.1)';
    const parts = markTokens(line, ['10.0.0.1', 'root']);
    expect(parts.filter(({ isStrange }) => isStrange).map(({ text }) => text)).toEqual([
      'root',
      '10.0.0.1',
      '10.0.0.1',
    ]);
    expect(parts.map(({ text }) => text).join('')).toBe(line);
  });

  it('should mark the longer of two tokens that overlap', () => {
    expect(markTokens('user admin1', ['admin', 'admin1'])[1]).toEqual({
      text: 'admin1',
      isStrange: true,
    });
  });

  it('should take characters of regular expressions as they are', () => {
    expect(markTokens('a.*b axxb', ['.*']).filter(({ isStrange }) => isStrange)).toHaveLength(1);
    expect(markTokens('\\026\\003', ['\\026'])[0]).toEqual({ text: '\\026', isStrange: true });
  });

  it('should leave a line without tokens whole', () => {
    expect(markTokens('x', ['', 'y'])).toEqual([{ text: 'x', isStrange: false }]);
  });
});

describe('roundToSum', () => {
  it('should give whole numbers that add up', () => {
    expect(roundToSum([41.5, 33.3, 22.4], 97)).toEqual([42, 33, 22]);
  });

  it('should give the missing points to the largest remainders', () => {
    expect(roundToSum([10.9, 10.8, 10.1], 31)).toEqual([11, 10, 10]);
  });

  it('should work for one reason and for none', () => {
    expect(roundToSum([64.7], 64)).toEqual([64]);
    expect(roundToSum([], 0)).toEqual([]);
  });
});
