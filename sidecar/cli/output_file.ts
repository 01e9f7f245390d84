import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from './cli_error';
import { print, type CliContext } from './context';

/** Where a result goes: a file, or standard output. */
export interface Sink {
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/** @param file left out or `-` for standard output */
export function openSink(context: CliContext, file: string | undefined): Sink {
  if (file === undefined || file === '-') {
    return { write: (text) => print(context, text), close: () => Promise.resolve() };
  }
  const stream = createWriteStream(path.resolve(context.cwd, file));
  // Each failure also reaches the write or the close that it belongs to.
  stream.on('error', () => {});
  const settle = (start: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => {
      start((error) => (error ? reject(cannotWrite(file, error)) : resolve()));
    });
  return {
    write: (text) => settle((done) => stream.write(text, done)),
    close: () => settle((done) => stream.end(done)),
  };
}

/** @throws CliError */
export async function writeOutput(
  context: CliContext,
  file: string,
  bytes: Uint8Array,
): Promise<void> {
  try {
    await writeFile(path.resolve(context.cwd, file), bytes);
  } catch (error) {
    throw cannotWrite(file, error as Error);
  }
}

function cannotWrite(file: string, error: NodeJS.ErrnoException): CliError {
  const reasons: Record<string, string> = {
    ENOENT: 'its folder does not exist',
    EISDIR: 'it is a directory',
    EACCES: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
  };
  return new CliError(`${file} cannot be written: ${reasons[error.code ?? ''] ?? error.message}.`);
}
