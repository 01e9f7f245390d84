import {
  decimalNumber,
  gather,
  httpUrl,
  isoTime,
  modelName,
  wholeNumber,
} from '../../../../sidecar/cli/option_parsers';

describe('option parsers', () => {
  it('should take what is in range', () => {
    expect(wholeNumber(0)('12')).toBe(12);
    expect(decimalNumber(0, 1)('0.03')).toBe(0.03);
    expect(isoTime('2026-01-05')).toBe('2026-01-05T00:00:00.000Z');
    expect(isoTime('2026-01-05T08:00:00+01:00')).toBe('2026-01-05T07:00:00.000Z');
    expect(httpUrl('http://127.0.0.1:8585/')).toBe('http://127.0.0.1:8585');
    expect(modelName('web-01.prod_x')).toBe('web-01.prod_x');
  });

  it('should gather repeated and comma-separated names', () => {
    expect(gather('b, c', gather('a', undefined))).toEqual(['a', 'b', 'c']);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['a fraction', () => wholeNumber(0)('1.5'), /whole number from 0 on/],
    ['words', () => wholeNumber(1, 9)('ten'), /from 1 to 9/],
    ['too much', () => decimalNumber(0, 1)('1.01'), /from 0 to 1/],
    ['nothing', () => decimalNumber(0, 1)(''), /Give a number/],
    ['no year', () => isoTime('5'), /ISO time/],
    ['no such month', () => isoTime('2026-13-05'), /ISO time/],
    ['another protocol', () => httpUrl('ftp://x'), /http/],
    ['a path as a name', () => modelName('../x'), /letters, digits/],
  ])('should refuse %s', (_what, parse, message) => {
    expect(parse).toThrow(message);
  });
});
