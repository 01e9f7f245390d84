import { LineParser } from '../../../../../sidecar/pipeline/parse';

const nowMs = Date.parse('2024-03-01T12:00:00Z');
const parse = (line: string) => new LineParser({ nowMs, service: 'file' }).parse(line);

describe('LineParser', () => {
  it.each([
    ['2023-07-25 10:00:01 INFO msg', '2023-07-25T10:00:01.000Z', 'info'],
    ['2015-07-29 17:41:44,747 - WARN  [main:X@1] - gone', '2015-07-29T17:41:44.747Z', 'warn'],
    ['2024-01-31T10:00:00.25+02:00 ERROR no', '2024-01-31T08:00:00.250Z', 'error'],
    ['2024/01/31 10:00:00 [crit] 12#0: no', '2024-01-31T10:00:00.000Z', 'critical'],
    ['[Sun Dec 04 04:47:44 2005] [notice] ok', '2005-12-04T04:47:44.000Z', 'notice'],
    ['[Sun Dec 04 04:47:44.5 2005] [core:error] [pid 1] x', '2005-12-04T04:47:44.500Z', 'error'],
    ['081109 203615 148 INFO dfs.X: y', '2008-11-09T20:36:15.000Z', 'info'],
    ['20171223-22:15:29:606|Step_LSC|1|x', '2017-12-23T22:15:29.606Z', 'unknown'],
    ['1117838570 2005.06.03 R02 RAS KERNEL FATAL x', '2005-06-03T22:42:50.000Z', 'fatal'],
    ['134681 node-246 unix.hw x 1077804742 1 y', '2004-02-26T14:12:22.000Z', 'unknown'],
    ['17/06/09 20:10:40 INFO executor.X: y', '2017-06-09T20:10:40.000Z', 'info'],
    ['07/25/23 10:00:01 WARN x', '2023-07-25T10:00:01.000Z', 'warn'],
    ['03-17 16:13:38.811 started', '2023-03-17T16:13:38.811Z', 'unknown'],
    ['I0614 15:16:01.123456  123 file.cc:12] x', '2023-06-14T15:16:01.123Z', 'info'],
    ['F20220614 15:16:01.5  123 file.cc:12] x', '2022-06-14T15:16:01.500Z', 'fatal'],
    ['25-Jul-2023 10:00:01 SEVERE x', '2023-07-25T10:00:01.000Z', 'error'],
    ['[25/Jul/2023:10:00:01 +0200] x', '2023-07-25T08:00:01.000Z', 'unknown'],
    ['07/25/2023 10:00:01 ERROR x', '2023-07-25T10:00:01.000Z', 'error'],
    ['25/07/2023 10:00:01 x', '2023-07-25T10:00:01.000Z', 'unknown'],
    ['04.07.2023 10:00:01 x', '2023-07-04T10:00:01.000Z', 'unknown'],
    ['7/4/2023, 1:02:03 PM x', '2023-07-04T13:02:03.000Z', 'unknown'],
    ['20230725 100001 INFO x', '2023-07-25T10:00:01.000Z', 'info'],
    ['20230725T100001.5+0200 x', '2023-07-25T08:00:01.500Z', 'unknown'],
    ['Tue, 25 Jul 2023 10:00:01 GMT x', '2023-07-25T10:00:01.000Z', 'unknown'],
    ['Tue Jul 25 10:00:01 2023 x', '2023-07-25T10:00:01.000Z', 'unknown'],
    ['Tue Jul  5 10:00:01 UTC 2023 : ERROR x', '2023-07-05T10:00:01.000Z', 'error'],
    ['time="2023-07-25T10:00:01Z" level=info msg=x', '2023-07-25T10:00:01.000Z', 'info'],
    ['level=warning ts=1690279201.5 msg="a b"', '2023-07-25T10:00:01.500Z', 'warn'],
    ['2023-7-5 1:02:03 INFO x', '2023-07-05T01:02:03.000Z', 'info'],
    ['2016-09-28 04:30:30, Warning                  x', '2016-09-28T04:30:30.000Z', 'warn'],
    ['<11>1 2003-10-11T22:14:15.003Z h app - - - x', '2003-10-11T22:14:15.003Z', 'error'],
  ])('should read the time and level of %s', (line, time, level) => {
    const event = parse(line);
    expect(new Date(event.timestampMs).toISOString()).toBe(time);
    expect(event.level).toBe(level);
    expect(event.raw).toBe(line);
  });

  it.each([
    [
      '03-17 16:13:38.811  1702  2395 D WindowManager: printFreezingDisplayLogs',
      { timestampMs: Date.UTC(2023, 2, 17, 16, 13, 38, 811) },
      { level: 'debug', service: 'WindowManager' },
    ],
    [
      '02-17 16:13:38.811 E/Foo     ( 1702): x',
      { timestampMs: Date.UTC(2024, 1, 17, 16, 13, 38, 811) },
      { level: 'error', service: 'Foo' },
    ],
    [
      '[10.30 16:49:06] chrome.exe - proxy.cse.cuhk.edu.hk:5070 open through proxy',
      { timestampMs: Date.UTC(2023, 9, 30, 16, 49, 6) },
      { level: 'unknown', service: 'chrome.exe' },
    ],
    [
      '2016-09-28 04:30:30, Info                  CBS    Loaded Servicing Stack',
      { timestampMs: Date.UTC(2016, 8, 28, 4, 30, 30) },
      { level: 'info', service: 'CBS' },
    ],
    [
      '2023-07-25T10:00:01.123+02:00 web-1 sshd[12]: Failed password from 10.0.0.7 port 5',
      { timestampMs: Date.UTC(2023, 6, 25, 8, 0, 1, 123), sourceIp: '10.0.0.7' },
      { level: 'unknown', host: 'web-1', service: 'sshd' },
    ],
    [
      '<11>2023-07-25T10:00:01Z web-1 kernel: x',
      { timestampMs: Date.UTC(2023, 6, 25, 10, 0, 1) },
      { level: 'error', host: 'web-1', service: 'kernel' },
    ],
    [
      '- 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228/dn228 crond(pam_unix)[2915]: session closed',
      { timestampMs: 1_131_566_461_000 },
      { level: 'unknown', host: 'dn228', service: 'crond' },
    ],
    [
      '1117838570 2005.06.03 R02-M1-N0-C:J12-U11 2005-06-03-15.42.50.675872 R02-M1 RAS KERNEL INFO x',
      { timestampMs: 1_117_838_570_000 },
      { level: 'info', host: 'R02-M1-N0-C:J12-U11', service: 'file' },
    ],
    [
      'KERNDTLB 1118536327 2005.06.11 R30-M0 2005-06-11-17.32.07.581048 R30-M0 RAS KERNEL FATAL x',
      { timestampMs: 1_118_536_327_000 },
      { level: 'fatal', host: 'R30-M0', service: 'file' },
    ],
  ])('should read where %s comes from', (line, time, origin) => {
    expect(parse(line)).toMatchObject({ ...time, ...origin });
  });

  it.each([
    '2023-07-25 10:00:01 INFO msg',
    '2023-07-25T10:00:01+02:00 INFO worker[12]: msg',
    '2023-07-25T10:00:01+02:00 worker ERROR: msg',
    '2023-07-25 10:00:01 Connection lost: msg',
    '2015-07-29 17:41:44,747 - INFO  [QuorumPeer[myid=1]] - msg',
    'nova-api.log 2017-05-16 00:00:00.008 25746 INFO nova.osapi [req-1] msg',
    '1117838570 2005.06.03 NULL 2005-06-03-15.42.50.675872 NULL RAS KERNEL INFO msg',
  ])('should not take words of %s for a host and a program', (line) => {
    const event = parse(line);
    expect(event.timestampMs).not.toBeNaN();
    expect(event).toMatchObject({ host: '', service: 'file' });
  });

  it.each([
    '2023-02-30 10:00:01 x',
    '2023-07-25 25:00:01 x',
    '13/13/2023 10:00:01 x',
    '13-17 16:13:38 x',
    '12345678 123456 x',
    '991399 990000 x',
    '[31.31 16:49:06] x - y',
    'Foo 14 15:16:01 h p: x',
  ])('should not take %s for a time', (line) => {
    expect(parse(line).timestampMs).toBeNaN();
  });

  it('should read each line alike, whatever the lines before it were', () => {
    const lines = [
      '2023-07-25 10:00:01 INFO msg',
      '081109 203615 148 INFO dfs.X: y',
      '20171223-22:15:29:606|Step_LSC|1|x',
      '20230725-10:00:01 x',
      'Feb 29 06:00:00 h p: x',
      'Tue Jul 25 10:00:01 2023 x',
      '- 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228/dn228 crond[2915]: x',
      '134681 node-246 unix.hw x 1077804742 1 y',
      '03-17 16:13:38.811 x',
      'level=info ts=1690279201 x=y',
    ];
    const alone = lines.map(parse);
    const parser = new LineParser({ nowMs, service: 'file' });
    for (const before of lines) {
      lines.forEach((line, i) => {
        parser.parse(before);
        expect(parser.parse(line)).toEqual(alone[i]);
      });
    }
  });

  it('should take the last leap year for 29 February', () => {
    const parser = new LineParser({ nowMs: Date.UTC(2023, 5, 1) });
    expect(parser.parse('Feb 29 06:00:00 h p: x').timestampMs).toBe(Date.UTC(2020, 1, 29, 6));
  });

  it('should follow the real time into a new year', () => {
    jest.useFakeTimers({ now: Date.UTC(2023, 11, 30) });
    try {
      const parser = new LineParser();
      const yearOf = (line: string) => new Date(parser.parse(line).timestampMs).getUTCFullYear();
      expect(yearOf('Dec 30 06:00:00 h p: x')).toBe(2023);
      jest.setSystemTime(Date.UTC(2024, 0, 2));
      expect(yearOf('Jan  2 06:00:00 h p: x')).toBe(2024);
    } finally {
      jest.useRealTimers();
    }
  });

  it('should take local times without a zone by the offset given', () => {
    const parser = new LineParser({ nowMs, utcOffsetMinutes: 120 });
    const timeOf = (line: string) => new Date(parser.parse(line).timestampMs).toISOString();
    expect(timeOf('2023-07-25 10:00:01 Zookeeper')).toBe('2023-07-25T08:00:01.000Z');
    expect(timeOf('Tue Jul 25 10:00:01 CEST 2023 x')).toBe('2023-07-25T08:00:01.000Z');
    expect(timeOf('Tue, 25 Jul 2023 10:00:01 GMT x')).toBe('2023-07-25T10:00:01.000Z');
    expect(timeOf('01-01 01:00:00 x')).toBe('2023-12-31T23:00:00.000Z');
  });

  it('should read hostile lines in time linear in their length', () => {
    const parts = ['a', 'a ', 'a=', 'a="b" ', '1', '[', '- ', '03-17 16:13:38.811 ', ' ', '\\"'];
    const heads = [
      '',
      'time=',
      '2023-07-25T10:00:01+02:00 ',
      '03-17 16:13:38.811  1  2 D ',
      'a b c [',
    ];
    const parser = new LineParser({ nowMs });
    const startMs = performance.now();
    for (const head of heads) for (const part of parts) parser.parse(head + part.repeat(50_000));
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });

  it('should read host, program and address of a syslog line', () => {
    const event = parse('Feb 29 06:55:46 LabSZ sshd[24200]: Failed password from 10.0.0.7 port 5');
    expect(event).toMatchObject({ host: 'LabSZ', service: 'sshd', sourceIp: '10.0.0.7' });
  });

  it('should take the latest year that does not lie ahead for a date without a year', () => {
    expect(parse('Feb 29 06:00:00 h p: x').timestampMs).toBe(Date.UTC(2024, 1, 29, 6));
    expect(parse('Mar  2 06:00:00 h p: x').timestampMs).toBe(Date.UTC(2024, 2, 2, 6));
    expect(parse('Mar  3 06:00:00 h p: x').timestampMs).toBe(Date.UTC(2023, 2, 3, 6));
  });

  it('should read an access line, its status as the level', () => {
    const line = '1.2.3.4 - - [17/May/2015:10:05:03 +0200] "GET /a\\"b HTTP/1.1" 503 12 "-" "x"';
    expect(parse(line)).toMatchObject({
      timestampMs: Date.parse('2015-05-17T08:05:03Z'),
      level: 'error',
      sourceIp: '1.2.3.4',
      service: 'file',
    });
  });

  it('should read a JSON line by its fields', () => {
    const line =
      '{"@timestamp":"2024-01-01T00:00:00Z","log.level":"warn","message":"m","host":"h"}';
    expect(parse(line)).toEqual({
      raw: 'm',
      timestampMs: Date.UTC(2024, 0, 1),
      level: 'warn',
      host: 'h',
      service: 'file',
      sourceIp: '',
    });
  });

  it('should take JSON that is none as plain text', () => {
    expect(parse('{"broken":').raw).toBe('{"broken":');
  });

  it('should not take words of a message for a level', () => {
    expect(parse('2024-01-01 00:00:00 found 0 errors, no error here').level).toBe('unknown');
    expect(parse('Feb 29 06:00:00 h sshd[1]: error: too many').level).toBe('error');
  });

  it('should leave unknown what a line does not say', () => {
    for (const line of ['', 'hello', '\u0000\ud800\uffff', 'x'.repeat(10_000_000)]) {
      const event = parse(line);
      expect(event.timestampMs).toBeNaN();
      expect(event).toMatchObject({ raw: line, level: 'unknown', host: '', service: 'file' });
    }
  });
});
