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
    ['<11>1 2003-10-11T22:14:15.003Z h app - - - x', '2003-10-11T22:14:15.003Z', 'error'],
  ])('should read the time and level of %s', (line, time, level) => {
    const event = parse(line);
    expect(new Date(event.timestampMs).toISOString()).toBe(time);
    expect(event.level).toBe(level);
    expect(event.raw).toBe(line);
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
