import { learnHeaderShapes } from '../../../../../sidecar/pipeline/templates/header/learn';
import { HeaderMatcher } from '../../../../../sidecar/pipeline/templates/header/matcher';
import type { HeaderShape } from '../../../../../sidecar/pipeline/templates/header/shape';
import { LineUnits } from '../../../../../sidecar/pipeline/templates/scan/line_units';
import { describeWithData, labelledSystems } from './development_data';

const units = new LineUnits(4096);
const matcher = new HeaderMatcher();

function messageOf(line: string, shapes: readonly HeaderShape[]): string {
  units.load(line);
  matcher.match(units.units, units.length, shapes);
  return line.slice(matcher.start, matcher.end);
}

const MESSAGES = [
  'Starting task 3',
  'Connection closed by 10.0.0.1',
  'user alice logged in',
  'Error: cannot open /tmp/x: No such file',
  'done',
];

/** Lines of one format: the header with its counters filled in, and a message behind it. */
function linesOf(header: (i: number) => string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => header(i) + MESSAGES[i % MESSAGES.length]);
}

const two = (n: number): string => String(n).padStart(2, '0');
const clock = (i: number): string => `${two(i % 24)}:${two((i * 7) % 60)}:${two((i * 13) % 60)}`;
const pick = (i: number, ...words: string[]): string => words[i % words.length];

const FORMATS: [string, (i: number) => string][] = [
  ['log4j', (i) => `2015-10-18 ${clock(i)},${100 + i} ${pick(i, 'INFO', 'WARN')} [main] a.b.C${pick(i, '', 'Impl')}: `],
  ['level only', (i) => `2023-07-25 ${clock(i)} ${pick(i, 'INFO', 'ERROR', 'WARN')} `],
  ['short date', (i) => `17/06/09 ${clock(i)} INFO storage.${pick(i, 'MemoryStore', 'BlockManager')}: `],
  ['Android', (i) => `03-17 ${clock(i)}.${100 + i}  ${1000 + i}  2395 ${pick(i, 'D', 'I', 'W')} ${pick(i, 'PowerManager', 'WindowManager')}: `],
  ['padded columns', (i) => `2016-09-28 ${clock(i)}, Info                  ${pick(i, 'CBS', 'CSI')}    `],
  ['syslog', (i) => `Jul ${String(1 + (i % 28)).padStart(2)} ${clock(i)} ${pick(i, 'web1', 'web2')} ${pick(i, 'sshd[12]', 'kernel', 'cron[7]')}: `],
  ['syslog with ISO time', (i) => `2023-07-25T${clock(i)}.123456+00:00 web1 ${pick(i, 'sshd[12]', 'kernel')}: `],
  ['RFC 5424', (i) => `<34>1 2023-07-25T${clock(i)}.003Z host1 app ${i} ID47 - `],
  ['epoch and two dates', (i) => `- ${1131566461 + i} 2005.11.09 dn228 Nov 9 ${clock(i)} dn228/dn228 ${pick(i, 'crond(pam_unix)[29]', 'ntpd[8]')}: `],
  ['brackets joined', (i) => `[2023-07-25T${clock(i)},123][${pick(i, 'INFO ', 'WARN ')}][o.e.n.Node               ] [node-1] `],
  ['dash behind a program', (i) => `[10.30 ${clock(i)}] ${pick(i, 'chrome.exe', 'chrome.exe *64', 'git.exe')} - `],
  ['Spring Boot', (i) => `2023-01-01 ${clock(i)}.123  INFO 1234 --- [           main] c.e.demo.${pick(i, 'App', 'Web')}       : `],
  ['glog', (i) => `${pick(i, 'I', 'W', 'E')}0614 ${clock(i)}.123456  ${1000 + i} server.go:${10 + i}] `],
  ['bars', (i) => `2023-07-25 ${clock(i)} | ${pick(i, 'INFO', 'WARN')} | ${pick(i, 'main', 'worker-1')} | `],
  ['level:logger:', (i) => `${pick(i, 'INFO', 'WARNING')}:${pick(i, 'root', 'app.db')}:`],
  ['container runtime', (i) => `2023-07-25T${clock(i)}.123456789Z ${pick(i, 'stdout', 'stderr')} F `],
]; // prettier-ignore

describe('header learning', () => {
  it.each(FORMATS)('should find the message behind a header of %s', (_name, header) => {
    for (const count of [20, 400]) {
      const lines = linesOf(header, count);
      const shapes = learnHeaderShapes(lines);
      const messages = lines.map((line) => messageOf(line, shapes));
      expect(messages).toEqual(lines.map((_, i) => MESSAGES[i % MESSAGES.length]));
    }
  });

  it('should take the text of the message key of JSON lines', () => {
    const line = '{"time":"2023-07-25T10:00:00Z","level":"info","message":"took \\"3\\" s","id":1}';
    const shapes = learnHeaderShapes([line, line]);
    expect(messageOf(line, shapes)).toBe('took \\"3\\" s');
  });

  it('should learn the same whatever the order of the lines', () => {
    const lines = FORMATS.slice(0, 8).flatMap(([, header]) => linesOf(header, 40));
    expect(learnHeaderShapes([...lines].reverse())).toEqual(learnHeaderShapes(lines));
  });

  it('should find the message of each of several formats in one source', () => {
    const formats = FORMATS.slice(0, 7).map(([, header]) => linesOf(header, 60));
    const lines = formats[0].flatMap((_, i) => formats.map((format) => format[i]));
    const shapes = learnHeaderShapes(lines);
    lines.forEach((line, i) => {
      const message = MESSAGES[Math.floor(i / formats.length) % MESSAGES.length];
      expect(messageOf(line, shapes)).toBe(message);
    });
  });

  it('should take lines without the header as all message', () => {
    const shapes = learnHeaderShapes(linesOf(FORMATS[0][1], 100));
    expect(messageOf('    at a.b.C.run(C.java:12)', shapes)).toBe('    at a.b.C.run(C.java:12)');
    expect(messageOf('', shapes)).toBe('');
  });

  it('should keep days of one and two digits although only one was in the sample', () => {
    const shapes = learnHeaderShapes(linesOf((i) => `Jun 14 ${clock(i)} combo sshd[1]: `, 50));
    expect(messageOf('Jul  1 00:21:28 combo sshd[2]: bye', shapes)).toBe('bye');
  });

  it('should learn no header where there is none', () => {
    expect(learnHeaderShapes(MESSAGES)).toEqual([]);
    expect(learnHeaderShapes([])).toEqual([]);
    expect(learnHeaderShapes(['', '   ', '\u0000\ud800'])).toEqual([]);
  });

  describeWithData('on the development logs', () => {
    it('should cut every line right', () => {
      for (const { lines, contents } of labelledSystems()) {
        const shapes = learnHeaderShapes(lines.slice(0, 500));
        const wrong = lines.filter(
          (line, i) => messageOf(line, shapes).trim() !== contents[i].trim(),
        );
        expect(wrong).toEqual([]);
      }
    });
  });
});
