import { decodeMessage, type KafkaMessage } from '../../../../../sidecar/sources/kafka/message';

const TIME_MS = Date.UTC(2026, 4, 1, 12);
const MAX_BYTES = 1_000;

const message = (value: string | Buffer | null, key: string | null = null): KafkaMessage => ({
  offset: 7,
  timestampMs: TIME_MS,
  key: key === null ? null : Buffer.from(key),
  value: value === null ? null : Buffer.from(value),
  headers: [],
});

describe('decodeMessage', () => {
  it('should take a JSON object as it is, and add the time of the message where it has none', () => {
    const timed = '{"@timestamp":"2026-01-01T00:00:00Z","message":"a"}';
    expect(decodeMessage(message(timed), 'json', MAX_BYTES)).toEqual({
      ok: true,
      source: { '@timestamp': '2026-01-01T00:00:00Z', message: 'a' },
    });
    expect(decodeMessage(message('{"message":"a"}'), 'json', MAX_BYTES)).toEqual({
      ok: true,
      source: { '@timestamp': TIME_MS, message: 'a' },
    });
  });

  it('should take a raw line with the time of the message and its key as the host', () => {
    expect(decodeMessage(message('session opened\r\n', 'web-1.example'), 'raw', MAX_BYTES)).toEqual(
      {
        ok: true,
        source: {
          '@timestamp': TIME_MS,
          message: 'session opened',
          host: { name: 'web-1.example' },
        },
      },
    );
  });

  it('should not take a key for a host that can be none', () => {
    for (const key of ['', '{"id":1}', 'a b', 'x'.repeat(300)]) {
      expect(decodeMessage(message('line', key), 'raw', MAX_BYTES)).toEqual({
        ok: true,
        source: { '@timestamp': TIME_MS, message: 'line' },
      });
    }
  });

  it('should tell by each message where the topic says nothing', () => {
    expect(decodeMessage(message('{"message":"a"}'), 'auto', MAX_BYTES)).toMatchObject({
      source: { message: 'a' },
    });
    expect(decodeMessage(message('{not json}'), 'auto', MAX_BYTES)).toMatchObject({
      source: { message: '{not json}' },
    });
    expect(decodeMessage(message('{"message":"a"}'), 'raw', MAX_BYTES)).toMatchObject({
      source: { message: '{"message":"a"}' },
    });
  });

  it.each([
    ['no value (a tombstone)', null, 'auto'],
    ['no value (a tombstone)', '', 'auto'],
    ['not UTF-8', Buffer.from([0x61, 0xc3, 0x28]), 'raw'],
    ['longer than 1000 bytes', 'x'.repeat(1_001), 'raw'],
    ['not a JSON object', '[1]', 'json'],
    ['not a JSON object', '{"a":', 'json'],
    ['empty line', ' \n', 'raw'],
  ] as const)('should refuse with "%s": %j as %s', (reason, value, format) => {
    const refused = decodeMessage(message(value), format, MAX_BYTES);
    expect(refused).toEqual({ ok: false, reason });
  });
});
