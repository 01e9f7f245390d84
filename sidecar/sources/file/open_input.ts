import { open } from 'node:fs/promises';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError, inputLabel, toInputError } from './input_error';

/** A stream of uncompressed bytes, and how far its compressed source was read. */
export interface OpenInput {
  /** Uncompressed bytes. */
  readonly bytes: AsyncIterable<Buffer>;
  /** Size of the source as it is stored; null where it is not known (a pipe). */
  readonly totalBytes: number | null;
  /** Bytes of the source that were read until now. */
  bytesRead(): number;
}

export interface OpenOptions {
  /** What `-` reads; `process.stdin` when left out. */
  stdin?: Readable;
  /** What errors call the input, where that is not its path. */
  name?: string;
}

/** As much as is looked at to tell text from anything else. */
const PROBE_BYTES = 8192;
const READ_BYTES = 1 << 18;

/**
 * Opens a file, or standard input for `-`. Gzip is known by its first two bytes, not by the name.
 * @throws InputError where it is missing, a directory, unreadable, binary or UTF-16.
 */
export async function openInput(input: string, options: OpenOptions = {}): Promise<OpenInput> {
  const name = options.name ?? input;
  const source =
    input === '-' ? fromStream(options.stdin ?? process.stdin) : await fromFile(input, name);
  let read = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of source.bytes) {
        read += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw toInputError(name, error);
    }
  }
  const stored = counted();
  try {
    const raw = await peek(stored);
    const bytes = isGzip(raw.head) ? await peek(gunzip(name, raw.all())) : raw;
    refuseBinary(name, bytes.head);
    return { bytes: bytes.all(), totalBytes: source.totalBytes, bytesRead: () => read };
  } catch (error) {
    await stored.return(undefined);
    throw error;
  }
}

async function fromFile(
  input: string,
  name: string,
): Promise<{ bytes: AsyncIterable<Buffer>; totalBytes: number | null }> {
  try {
    const handle = await open(input, 'r');
    const stat = await handle.stat();
    if (stat.isDirectory()) {
      await handle.close();
      throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    }
    return {
      bytes: handle.createReadStream({ highWaterMark: READ_BYTES }),
      totalBytes: stat.isFile() ? stat.size : null,
    };
  } catch (error) {
    throw toInputError(name, error);
  }
}

function fromStream(stream: Readable): { bytes: AsyncIterable<Buffer>; totalBytes: null } {
  return { bytes: stream, totalBytes: null };
}

interface Peeked {
  head: Buffer;
  /** Everything, the head included. */
  all(): AsyncGenerator<Buffer>;
}

async function peek(chunks: AsyncGenerator<Buffer>): Promise<Peeked> {
  const taken: Buffer[] = [];
  let size = 0;
  while (size < PROBE_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    taken.push(next.value);
    size += next.value.length;
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* taken.splice(0);
    yield* chunks;
  }
  return { head: Buffer.concat(taken).subarray(0, PROBE_BYTES), all };
}

function isGzip(head: Buffer): boolean {
  return head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b;
}

async function* gunzip(name: string, compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const out = new PassThrough({ highWaterMark: READ_BYTES });
  pipeline(compressed, createGunzip({ chunkSize: READ_BYTES }), out, () => {
    // The error, if there is one, reaches the reader through `out`.
  });
  try {
    yield* out as AsyncIterable<Buffer>;
  } catch (error) {
    throw toInputError(name, error);
  } finally {
    out.destroy();
  }
}

/** Text has no NUL bytes; what has is compressed, an image, a journal, or UTF-16. */
function refuseBinary(name: string, head: Buffer): void {
  const label = inputLabel(name);
  const mark = head.length >= 2 ? head.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) {
    throw new InputError(
      name,
      `${label} is UTF-16 text; convert it first: iconv -f UTF-16 -t UTF-8 ${name}`,
    );
  }
  if (!head.includes(0)) return;
  throw new InputError(
    name,
    `${label} is a binary file, not a log of text lines (it holds NUL bytes).` +
      ' Of compressed files only gzip is read; unpack others first.',
  );
}
