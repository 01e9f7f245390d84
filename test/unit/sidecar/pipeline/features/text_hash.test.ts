import {
  MAX_VALUE_CHARS,
  newScan,
  scanValue,
} from '../../../../../sidecar/pipeline/features/text_hash';

const scanOf = (text: string, start = 0, end = text.length) => {
  const scan = newScan();
  scanValue(text, start, end, scan);
  return { ...scan };
};

describe('scanValue', () => {
  it('should hash the part of the line only', () => {
    expect(scanOf('user bob in', 5, 8)).toEqual(scanOf('bob'));
    expect(scanOf('bob').hashA).not.toBe(scanOf('bop').hashA);
  });

  it.each([
    ['200', 200],
    ['3.5', 3.5],
    ['0.25', 0.25],
    ['1.2.3', NaN],
    ['.5', NaN],
    ['abc', NaN],
    ['', NaN],
    ['1234567890123456', NaN],
  ])('should read %p as the number %p', (text, number) => {
    expect(scanOf(text).number).toBe(number);
  });

  it('should tell shapes by the kinds of characters', () => {
    expect(scanOf('abc').shape).toBe(scanOf('xyzzy').shape);
    expect(scanOf('/index.html').shape).toBe(scanOf('/a.b').shape);
    expect(scanOf('/index.html').shape).not.toBe(scanOf("/index.html'--").shape);
    expect(scanOf('größe').shape).not.toBe(scanOf('grosse').shape);
  });

  it('should tell values apart by their length beyond the characters it looks at', () => {
    const long = 'x'.repeat(MAX_VALUE_CHARS);
    expect(scanOf(`${long}y`).hashA).not.toBe(scanOf(`${long}yy`).hashA);
  });
});
