import { parameterName } from '../../../../../sidecar/pipeline/explain/parameter_name';
import {
  alternatives,
  count,
  quoted,
  seen,
  shortened,
} from '../../../../../sidecar/pipeline/explain/wording';

describe('wording', () => {
  it('should write numbers with separators', () => {
    expect([0, 999, 7121, 1234567].map(count)).toEqual(['0', '999', '7,121', '1,234,567']);
  });

  it('should say how often something was seen', () => {
    expect(seen(0, 10)).toBe('was never seen before');
    expect(seen(1, 7121)).toBe('was seen once in 7,121 lines');
    expect(seen(3, 10_000)).toBe('was seen 3 times in 10,000 lines');
  });

  it('should list alternatives', () => {
    expect(alternatives([])).toBe('');
    expect(alternatives(['200'])).toBe('200');
    expect(alternatives(['200', '304', '404'])).toBe('200, 304 or 404');
  });

  it('should shorten in the middle and keep quotes readable', () => {
    expect(shortened('x'.repeat(200), 20)).toHaveLength(20);
    expect(quoted('a  b\n c')).toBe('"a b c"');
    expect(quoted('say "no"')).toBe('“say "no"”');
  });
});

describe('parameterName', () => {
  const nameOf = (line: string, value: string, kind: string) => {
    const start = line.indexOf(value);
    return parameterName(line, { start, end: start + value.length, kind });
  };

  it.each([
    ['Failed password from 10.0.0.7 port 22', '10.0.0.7', 'ip', 'address'],
    ['Failed password from 10.0.0.7 port 22', '22', 'number', 'port'],
    ['session opened for user bob', 'bob', 'word', 'user'],
    ['new user: name=bob, UID=1001', '1001', 'number', 'UID'],
    ['new user: name="bob"', 'bob', 'word', 'name'],
    ['"GET /a HTTP/1.1" 500 37', '500', 'number', 'status'],
    ['"GET /a HTTP/1.1" 500 37', '37', 'number', 'size'],
    ['"GET /a HTTP/1.1" 500 37', '/a', 'path', 'path'],
    ['moved to 42', '42', 'number', 'number'],
    ['a is b', 'b', 'word', 'value'],
  ])('should call, in %p, %p (%s) a %s', (line, value, kind, name) => {
    expect(nameOf(line, value, kind)).toBe(name);
  });
});
