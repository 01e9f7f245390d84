import { parseDocument } from '../../../../../sidecar/pipeline/parse';

const event = (document: unknown) => {
  const parsed = parseDocument(document);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.event;
};

describe('parseDocument', () => {
  it('should read a document in the older Logstash style', () => {
    expect(
      event({
        host: 'shipper',
        logsource: 'web-1',
        program: 'sshd',
        message: 'Server listening on 0.0.0.0 port 22.',
        '@timestamp': '2026-03-27T13:06:56.000Z',
      }),
    ).toEqual({
      raw: 'Server listening on 0.0.0.0 port 22.',
      timestampMs: Date.parse('2026-03-27T13:06:56Z'),
      level: 'unknown',
      host: 'web-1',
      service: 'sshd',
      sourceIp: '',
    });
  });

  it('should read an ECS document, the raw line from event.original', () => {
    const line = '1.2.3.4 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 404 1 "-" "x"';
    expect(
      event({
        event: { original: line },
        message: 'cut',
        http: { response: { status_code: 404 } },
        host: { name: 'vm' },
        source: { address: '1.2.3.4' },
        log: { file: { path: '/var/log/access.log' } },
        '@timestamp': '2015-05-17T10:05:03Z',
      }),
    ).toMatchObject({
      raw: line,
      level: 'warn',
      host: 'vm',
      service: 'access',
      sourceIp: '1.2.3.4',
    });
  });

  it('should read dotted keys like nested ones', () => {
    expect(event({ message: 'm', 'host.name': 'h', 'log.level': 'ERROR' })).toMatchObject({
      host: 'h',
      level: 'error',
    });
  });

  it('should take the message of an array as the last text in it', () => {
    expect(event({ message: ['<13>Jan 1 host x: m', 'm'] }).raw).toBe('m');
  });

  it('should name why a document is skipped', () => {
    expect(parseDocument('text')).toEqual({ ok: false, reason: 'not_an_object' });
    expect(parseDocument({ message: { a: 1 } })).toEqual({ ok: false, reason: 'no_message' });
    expect(parseDocument({ message: '  ' })).toEqual({ ok: false, reason: 'no_message' });
    expect(parseDocument({ message: 'm', '@timestamp': 'soon' })).toEqual({
      ok: false,
      reason: 'bad_timestamp',
    });
  });

  it('should read a document without a timestamp, its time unknown', () => {
    expect(event({ message: 'm' }).timestampMs).toBeNaN();
  });

  it('should take seconds and milliseconds since 1970', () => {
    expect(event({ message: 'm', ts: 1_700_000_000 }).timestampMs).toBe(1_700_000_000_000);
    expect(event({ message: 'm', ts: 1_700_000_000_123 }).timestampMs).toBe(1_700_000_000_123);
  });

  it('should prefer mapped fields', () => {
    const parsed = parseDocument(
      { message: 'm', text: 't', app: 'a' },
      { message: ['text'], service: ['app'] },
    );
    expect(parsed).toMatchObject({ ok: true, event: { raw: 't', service: 'a' } });
  });

  it('should take the first of the mapped fields that a line has', () => {
    const mapping = { message: ['text'], host: ['node', 'machine'], session: ['order'] };
    const event = (document: object) => {
      const parsed = parseDocument(document, mapping);
      return parsed.ok ? parsed.event : null;
    };
    expect(event({ text: 't', machine: 'b', host: 'h' })).toMatchObject({ host: 'b' });
    expect(event({ text: 't', node: 'a', machine: 'b' })).toMatchObject({ host: 'a' });
    expect(event({ text: 't', host: 'h', order: '7' })).toMatchObject({
      host: '',
      identifiers: 'session.id=7',
    });
    expect(event({ message: 'usual' })?.raw).toBe('usual');
  });
});
