import { KeyDiscovery } from '../../../../../sidecar/pipeline/units/discover_key';
import {
  identifiersIn,
  nameOf,
  parseSessionKey,
} from '../../../../../sidecar/pipeline/units/session_key';

const raw = (text: string) => ({ raw: text });

describe('identifiers of a line', () => {
  it.each([
    ['Receiving block blk_-1608999687919862906 src: /10.250.19.102', ['blk_<number>']],
    [
      '[req-38101a0b-2096-447d-96ea-a692162415ae 113d3a99] [instance: b9000564-fe1a-409b-b8cc-1e88b294cd1d] VM Started',
      ['req-<uuid>', 'instance:<uuid>'],
    ],
    ['{"trace_id":"c33f618e4c67a327","msg":"x"}', ['trace_id=<value>']],
    ['GET /x requestId=abc-123 200', ['requestId=<value>']],
    ['took 12 ms on host web-1', []],
  ])('should be found in %s', (line, names) => {
    expect(identifiersIn(raw(line)).map(({ family }) => nameOf(family))).toEqual(names);
  });

  it('should be found beside the message, before those in it', () => {
    const [first] = identifiersIn({ raw: 'block blk_123456', identifiers: 'trace.id=4bf92f35' });
    expect(first).toEqual({ family: { label: 'trace.id', kind: 'value' }, value: '4bf92f35' });
  });

  it('should not take long on a line made to be slow', () => {
    expect(identifiersIn(raw('a_'.repeat(100_000)))).toEqual([]);
    expect(identifiersIn(raw('request'.repeat(20_000)))).toEqual([]);
  });
});

describe('a session key', () => {
  it.each([
    ['blk_<number>', 'x blk_-77001 y blk_99999', 'blk_-77001'],
    [
      'instance: <uuid>',
      '[instance: b9000564-fe1a-409b-b8cc-1e88b294cd1d]',
      'instance:b9000564-fe1a-409b-b8cc-1e88b294cd1d',
    ],
    ['trace_id=<value>', '"trace_id":"c33f618e"', 'c33f618e'],
    ['<hex>', 'span 4bf92f3577b34da6a3ce929d0e0e4736 done', '4bf92f3577b34da6a3ce929d0e0e4736'],
  ])('should be read as %s and find the first in a line', (name, line, value) => {
    expect(parseSessionKey(name).of(raw(line))).toBe(value);
    expect(parseSessionKey(name).of(raw('nothing here'))).toBe('');
  });

  it.each(['blk', '=<value>', 'blk_<word>', 'id<value>'])(
    'should refuse %s with how it is written',
    (text) => {
      expect(() => parseSessionKey(text)).toThrow(/no session key; write what stands before/);
    },
  );
});

describe('the discovery of a key', () => {
  it('should take the identifier that gathers most lines into courses of events', () => {
    const discovery = new KeyDiscovery();
    for (let i = 0; i < 200; i++)
      ['opened', 'read', 'closed'].forEach((step, template) =>
        discovery.add(
          raw(`file ${step} job_${10_000 + i} on disk-4711 request-${90_000 + 3 * i + template}`),
          template,
        ),
      );
    const [first, ...others] = discovery.candidates();
    expect(first).toMatchObject({
      coverage: 1,
      sessions: 200,
      linesPerSession: 3,
      example: '10000',
    });
    expect(first.key.name).toBe('job_<number>');
    // disk-4711 is a constant, and each request comes once.
    expect(others).toEqual([]);
  });

  it('should find none where the same line comes again and again', () => {
    const discovery = new KeyDiscovery();
    for (let i = 0; i < 600; i++) discovery.add(raw(`ping of node-${1000 + (i % 50)}`), 0);
    expect(discovery.candidates()).toEqual([]);
  });
});
