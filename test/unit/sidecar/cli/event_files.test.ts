import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { LogEvent } from '../../../../sidecar/pipeline/parse';
import { describeReports, EventFiles, serviceOfFile } from '../../../../sidecar/cli/event_files';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'event-files-'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function open(names: string[], options?: { ndjson?: boolean; stdin?: string }) {
  const context = {
    stdin: Readable.from(options?.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    env: {},
    cwd,
    signal: new AbortController().signal,
  };
  return EventFiles.open(context, names, options?.ndjson ? { ndjson: true } : {});
}

async function read(files: EventFiles) {
  const events: Array<LogEvent & { file: string; line: number }> = [];
  for await (const block of files.blocks()) {
    block.events.forEach((event, i) =>
      events.push({ file: block.file, line: block.lineNumbers[i], ...event }),
    );
  }
  return events;
}

describe('EventFiles', () => {
  it('should number lines by file, pass over blank ones, and name sources by their files', async () => {
    writeFileSync(path.join(cwd, 'one.log'), 'free text\n\nmore text\n');
    writeFileSync(
      path.join(cwd, 'two.log.gz'),
      gzipSync('Jan  5 09:03:07 web-01 sshd[7]: hello\n'),
    );
    const files = await open(['one.log', 'two.log.gz']);
    const events = await read(files);
    expect(
      events.map(({ file, line, service, host, raw }) => [file, line, service, host, raw]),
    ).toEqual([
      ['one.log', 1, 'one', expect.any(String), 'free text'],
      ['one.log', 3, 'one', expect.any(String), 'more text'],
      ['two.log.gz', 1, 'sshd', 'web-01', 'Jan  5 09:03:07 web-01 sshd[7]: hello'],
    ]);
    expect(files.reports[0]).toMatchObject({ file: 'one.log', lines: 3, blankLines: 1 });
    expect(files.fraction).toBe(1);
    expect(files.label).toBe('one.log, two.log.gz');
  });

  it('should read standard input again and again, and clean up', async () => {
    const files = await open(['-'], { stdin: 'a b c\nd e f\n' });
    expect((await read(files)).map(({ raw }) => raw)).toEqual(['a b c', 'd e f']);
    expect((await read(files)).map(({ raw }) => raw)).toEqual(['a b c', 'd e f']);
    const [spooled] = (files as unknown as { spooled: Array<{ path: string }> }).spooled;
    expect(existsSync(spooled.path)).toBe(true);
    files.close();
    expect(existsSync(spooled.path)).toBe(false);
  });

  it('should read documents in .ndjson files and count those that it cannot', async () => {
    const document = {
      '@timestamp': '2026-03-27T13:06:56.000Z',
      host: { name: 'vm' },
      message: 'Server listening on 0.0.0.0 port 22.',
    };
    writeFileSync(
      path.join(cwd, 'export.ndjson'),
      `${JSON.stringify(document)}\nnot json\n{"no":"line"}\n`,
    );
    const files = await open(['export.ndjson']);
    const events = await read(files);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ raw: document.message, host: 'vm', line: 1 });
    expect(events[0].timestampMs).toBe(Date.parse(document['@timestamp']));
    const skipped = Object.values(files.reports[0].skipped).reduce((a, b) => a + b, 0);
    expect(skipped).toBe(2);
    expect(describeReports(files.reports).join('\n')).toMatch(
      /export.ndjson: 1 .*skipped: not an object/,
    );
  });

  it('should name no service for one file alone, unless told to', async () => {
    writeFileSync(path.join(cwd, 'alone.log'), 'free text\n');
    const files = await open(['alone.log']);
    expect((await read(files))[0].service).toBe('');
    files.serviceOf = serviceOfFile;
    expect((await read(files))[0].service).toBe('alone');
  });

  it('should tell what was mended', async () => {
    const bytes = Buffer.concat([
      Buffer.from('bad \xff'),
      Buffer.from([0xff, 0x0a]),
      Buffer.alloc(70_000, 'x'),
    ]);
    writeFileSync(path.join(cwd, 'odd.log'), bytes);
    writeFileSync(path.join(cwd, 'empty.log'), '');
    const files = await open(['odd.log', 'empty.log']);
    await read(files);
    const sentences = describeReports(files.reports);
    expect(sentences).toEqual([
      'odd.log: 1 of the lines were too long and cut.',
      'odd.log: 1 of the lines had bytes that are no UTF-8 text, which were replaced.',
      'empty.log: is empty.',
    ]);
  });

  it('should refuse what cannot be read before anything is done', async () => {
    await expect(open(['missing.log'])).rejects.toThrow(/missing.log does not exist/);
    await expect(open(['-', '-'])).rejects.toThrow(/once only/);
    writeFileSync(path.join(cwd, 'blank.log'), '\n \n');
    const files = await open(['blank.log']);
    await read(files);
    expect(() => files.refuseEmpty()).toThrow(/blank.log is empty: there are no log lines/);
  });
});

describe('serviceOfFile', () => {
  it.each([
    ['/var/log/auth.log', 'auth'],
    ['auth.log.2.gz', 'auth'],
    ['logs/web.access.log', 'web.access'],
    ['syslog', 'syslog'],
    ['.log', '.log'],
    ['-', 'stdin'],
  ])('should call %s %s', (file, service) => {
    expect(serviceOfFile(file)).toBe(service);
  });
});
