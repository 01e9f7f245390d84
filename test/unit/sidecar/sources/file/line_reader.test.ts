import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { emptyStats, readLineBatches, type ReadOptions } from '../../../../../sidecar/sources/file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'line-reader-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const target = path.join(folder, name);
  writeFileSync(target, content);
  return target;
}

async function read(input: string, options?: ReadOptions) {
  const stats = emptyStats();
  const lines: string[] = [];
  const firstLines: number[] = [];
  for await (const batch of readLineBatches(input, stats, options)) {
    firstLines.push(batch.firstLine);
    lines.push(...batch.lines);
  }
  return { lines, stats, firstLines };
}

describe('readLineBatches', () => {
  it('should split at line feeds, drop carriage returns, and keep blank lines for the numbering', async () => {
    const { lines, stats } = await read(file('crlf.log', 'one\r\n\r\nthree\nfour'));
    expect(lines).toEqual(['one', '', 'three', 'four']);
    expect(stats.lines).toBe(4);
    expect(stats.bytesRead).toBe(17);
    expect(stats.totalBytes).toBe(17);
  });

  it('should number batches by their first line', async () => {
    const { firstLines } = await read(file('many.log', 'x\n'.repeat(10)), { batchLines: 4 });
    expect(firstLines).toEqual([1, 5, 9]);
  });

  it('should read gzip by its content, whatever the name, several members included', async () => {
    const two = Buffer.concat([gzipSync('a\nb\n'), gzipSync('c\n')]);
    expect((await read(file('zipped.log', two))).lines).toEqual(['a', 'b', 'c']);
  });

  it('should read standard input for -', async () => {
    const stdin = Readable.from([Buffer.from('a\nb'), Buffer.from('b\nc')]);
    expect((await read('-', { stdin })).lines).toEqual(['a', 'bb', 'c']);
  });

  it('should put characters together that two chunks share', async () => {
    const bytes = Buffer.from('grün\nweiß\n');
    const stdin = Readable.from([...bytes].map((byte) => Buffer.from([byte])));
    const { lines, stats } = await read('-', { stdin });
    expect(lines).toEqual(['grün', 'weiß']);
    expect(stats.invalidUtf8Lines).toBe(0);
  });

  it('should replace bytes that are no UTF-8 and count the lines', async () => {
    const bytes = Buffer.concat([
      Buffer.from('ok\nbad '),
      Buffer.from([0xff, 0xe9]),
      Buffer.from('\nok'),
    ]);
    const { lines, stats } = await read(file('latin1.log', bytes));
    expect(lines).toEqual(['ok', 'bad \ufffd\ufffd', 'ok']);
    expect(stats.invalidUtf8Lines).toBe(1);
  });

  it('should cut a line over the bound at a character and go on with the next', async () => {
    const { lines, stats } = await read(file('long.log', `${'ü'.repeat(6_000_000)}\nnext\n`), {
      maxLineBytes: 1001,
    });
    expect(lines).toEqual(['ü'.repeat(500), 'next']);
    expect(stats.cutLines).toBe(1);
    expect(stats.invalidUtf8Lines).toBe(0);
  });

  it('should cut an unfinished last line over the bound once', async () => {
    const { lines, stats } = await read(file('tail.log', 'x'.repeat(3_000_000)), {
      maxLineBytes: 10,
    });
    expect(lines).toEqual(['xxxxxxxxxx']);
    expect(stats.cutLines).toBe(1);
  });

  it('should drop a byte-order mark', async () => {
    expect((await read(file('bom.log', '\ufeffone\n\ufefftwo'))).lines).toEqual([
      'one',
      '\ufefftwo',
    ]);
  });

  it('should give no lines for an empty file', async () => {
    expect((await read(file('empty.log', ''))).lines).toEqual([]);
  });

  it.each([
    ['a missing file', () => path.join(folder, 'none.log'), /does not exist/],
    ['a path through a file', () => path.join(file('plain.log', 'x'), 'y'), /part of its path/],
    [
      'a directory',
      () => {
        const directory = path.join(folder, 'directory');
        mkdirSync(directory, { recursive: true });
        return directory;
      },
      /is a directory; name the files in it/,
    ],
    ['a binary file', () => file('binary.log', Buffer.from([1, 2, 0, 3])), /binary file/],
    ['binary in gzip', () => file('b.gz', gzipSync(Buffer.from([1, 2, 0, 3]))), /binary file/],
    ['UTF-16', () => file('utf16.log', Buffer.from('\ufeffhello', 'utf16le')), /UTF-16.*iconv/],
    [
      'a cut gzip file',
      () => {
        const noise = Array.from({ length: 5000 }, (_, i) => `${(i * 7919) % 104729}`).join('\n');
        return file('cut.gz', gzipSync(noise).subarray(0, 2000));
      },
      /damaged or incomplete gzip/,
    ],
  ])('should refuse %s with a sentence', async (_what, make, message) => {
    await expect(read(make())).rejects.toThrow(message);
  });

  const asRoot = process.getuid?.() === 0;
  (asRoot ? it.skip : it)(
    'should say that a file may not be read (skipped as root, who may read all)',
    async () => {
      const secret = file('secret.log', 'x');
      chmodSync(secret, 0);
      await expect(read(secret)).rejects.toThrow(/permission denied/);
    },
  );
});
