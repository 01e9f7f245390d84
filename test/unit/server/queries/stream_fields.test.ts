import { messageOf, streamOf } from '../../../../server/queries/stream_fields';

describe('streamOf', () => {
  it('should name host and file of a document in ECS style', () => {
    const document = {
      host: { name: 'web-1', hostname: 'web-1.example' },
      service: { name: 'nginx' },
      log: { file: { path: '/var/log/nginx/access.log' } },
    };
    expect(streamOf(document)).toEqual({
      'host.name': 'web-1',
      'log.file.path': '/var/log/nginx/access.log',
    });
  });

  it('should name host and program of a document in the old style of Logstash', () => {
    expect(streamOf({ logsource: 'db-1', program: 'postgres', host: { ip: '10.0.0.1' } })).toEqual({
      logsource: 'db-1',
      program: 'postgres',
    });
    expect(streamOf({ host: 'db-1', path: '/var/log/messages' })).toEqual({
      host: 'db-1',
      path: '/var/log/messages',
    });
  });

  it('should read dotted names', () => {
    expect(streamOf({ 'host.name': 'a', 'service.name': 'b' })).toEqual({
      'host.name': 'a',
      'service.name': 'b',
    });
  });

  it('should be empty where the document does not say', () => {
    expect(streamOf({ message: 'x', host: 7 })).toEqual({});
  });
});

describe('messageOf', () => {
  it('should prefer the parsed message to the raw line', () => {
    expect(messageOf({ message: 'parsed', event: { original: 'raw' } })).toBe('parsed');
    expect(messageOf({ event: { original: 'raw' } })).toBe('raw');
  });

  it('should take the parsed one where a grok filter added to the message', () => {
    expect(messageOf({ message: ['Apr 1 host x: parsed', 'parsed'] })).toBe('parsed');
  });

  it('should be empty where there is none', () => {
    expect(messageOf({ message: 7 })).toBe('');
  });
});
