import type * as Documents from '../../../../dev/samples/documents.mjs' with {
  'resolution-mode': 'import',
};
import type * as Parse from '../../../../dev/samples/parse.mjs' with {
  'resolution-mode': 'import',
};
import type * as Replay from '../../../../dev/samples/replay.mjs' with {
  'resolution-mode': 'import',
};

let documents: typeof Documents;
let parse: typeof Parse;
let replay: typeof Replay;

beforeAll(async () => {
  documents = await import('../../../../dev/samples/documents.mjs');
  parse = await import('../../../../dev/samples/parse.mjs');
  replay = await import('../../../../dev/samples/replay.mjs');
});

const AT_MS = Date.parse('2026-01-02T03:04:05Z');

describe('parseApacheLine', () => {
  it('makes the document that Logstash makes, at another time', () => {
    const line = parse.parseApacheLine(
      '83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /a.png HTTP/1.1" 200 203023 "http://x.org/" "Mozilla/5.0 (Macintosh)"',
      7,
    );
    expect(line.id).toBe('sample-apache-00007');
    expect(line.originalMs).toBe(Date.parse('2015-05-17T10:05:03Z'));
    const original =
      '83.149.9.216 - - [02/Jan/2026:03:04:05 +0000] "GET /a.png HTTP/1.1" 200 203023 "http://x.org/" "Mozilla/5.0 (Macintosh)"';
    expect(line.toDocument(AT_MS)).toEqual({
      '@timestamp': '2026-01-02T03:04:05.000Z',
      '@version': '1',
      timestamp: '02/Jan/2026:03:04:05 +0000',
      message: original,
      event: { original },
      host: { name: 'web-1' },
      service: { name: 'apache' },
      log: { file: { path: '/var/log/apache2/access.log' } },
      source: { address: '83.149.9.216' },
      http: {
        version: '1.1',
        request: { method: 'GET', referrer: 'http://x.org/' },
        response: { status_code: 200, body: { bytes: 203023 } },
      },
      url: { original: '/a.png' },
      user_agent: { original: 'Mozilla/5.0 (Macintosh)' },
      tags: ['sample'],
    });
  });

  it('leaves out what the line does not say', () => {
    const line = parse.parseApacheLine(
      '1.2.3.4 - - [17/May/2015:10:05:03 +0000] "HEAD /robots.txt HTTP/1.0" 304 - "-" "-"',
      1,
    );
    const document = line.toDocument(AT_MS);
    expect(document.http).toEqual({
      version: '1.0',
      request: { method: 'HEAD' },
      response: { status_code: 304 },
    });
    expect(document).not.toHaveProperty('user_agent');
    expect(document).not.toHaveProperty('user');
  });

  it('names the line that is in no known format', () => {
    expect(() => parse.parseApacheLine('nonsense', 12)).toThrow(/line 12.*nonsense/);
  });
});

describe('createSyslogParser', () => {
  it('makes the document that Logstash makes, at another time', () => {
    const line = parse.createSyslogParser(2017)(
      'Mar 27 13:08:09 ip-10-77-20-248 systemd-logind[1118]: New session 1 of user ubuntu.',
      3,
    );
    expect(line.id).toBe('sample-auth-00003');
    expect(line.toDocument(AT_MS)).toEqual({
      '@timestamp': '2026-01-02T03:04:05.000Z',
      '@version': '1',
      timestamp: 'Jan  2 03:04:05',
      message: 'New session 1 of user ubuntu.',
      event: {
        original:
          'Jan  2 03:04:05 ip-10-77-20-248 systemd-logind[1118]: New session 1 of user ubuntu.',
      },
      host: { name: 'ip-10-77-20-248', hostname: 'ip-10-77-20-248' },
      service: { name: 'systemd-logind' },
      process: { name: 'systemd-logind', pid: 1118 },
      log: { file: { path: '/var/log/auth.log' } },
      tags: ['sample'],
    });
  });

  it('begins a year when the months begin anew', () => {
    const parseLine = parse.createSyslogParser(2017);
    const december = parseLine('Dec 31 23:59:59 host cron: a', 1);
    const january = parseLine('Jan  1 00:00:01 host cron: b', 2);
    expect(january.originalMs - december.originalMs).toBe(2000);
  });
});

describe('sampleDocuments', () => {
  const now = new Date('2026-06-30T12:34:56.789Z');
  let all: Awaited<ReturnType<typeof Documents.sampleDocuments>>;

  beforeAll(async () => {
    all = await documents.sampleDocuments({ now });
  });

  it('has every line but those that are held back, each once', () => {
    expect(all).toHaveLength(10_000 + 7_121 - 1_350 - 150);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('is in the order of time and both logs end now', () => {
    const times = all.map(({ atMs }) => atMs);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    for (const log of ['apache', 'auth']) {
      const last = all.findLast(({ id }) => id.startsWith(`sample-${log}`));
      expect(last?.document['@timestamp']).toBe('2026-06-30T12:34:56.000Z');
    }
    const days = (times[times.length - 1] - times[0]) / 86_400_000;
    expect(days).toBeGreaterThan(22);
    expect(days).toBeLessThan(25);
  });

  it('puts each line into the index of its day, in UTC', () => {
    for (const { index, document } of all) {
      const day = String(document['@timestamp']).slice(0, 10).replaceAll('-', '.');
      expect(index).toBe(`server-logs-${day}`);
    }
  });
});

describe('scheduleLines', () => {
  const lines = (...timesMs: number[]): Parse.SampleLine[] =>
    timesMs.map((originalMs) => ({ id: `${originalMs}`, originalMs, toDocument: () => ({}) }));

  it('keeps the pace of close lines and cuts the pauses between them alike', () => {
    const schedule = replay.scheduleLines(lines(0, 1_000, 100_000, 101_000, 500_000), 12_000);
    expect(schedule.map(({ afterMs }) => afterMs)).toEqual([0, 1_000, 6_000, 7_000, 12_000]);
  });

  it('leaves as it is what is short enough', () => {
    const schedule = replay.scheduleLines(lines(0, 500, 2_000), 60_000);
    expect(schedule.map(({ afterMs }) => afterMs)).toEqual([0, 500, 2_000]);
  });

  it('replays a real attack in the first minute of the ten', async () => {
    const { auth } = await documents.readSampleLogs();
    const heldBack = auth.slice(-documents.HELD_BACK_LINES.auth);
    const firstMinute = replay
      .scheduleLines(heldBack, 600_000)
      .filter(({ afterMs }) => afterMs < 60_000)
      .map(({ line }) => String(line.toDocument(0).message));
    const attempts = firstMinute.filter((message) => message.startsWith('Failed password for'));
    expect(attempts.length).toBeGreaterThan(25);
  });
});
