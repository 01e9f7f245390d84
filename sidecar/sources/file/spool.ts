import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A stream in a file of its own, so that it can be read twice. */
export interface SpooledInput {
  path: string;
  /** At once and not later, so that it can run while the process exits. */
  remove(): void;
}

/** Copies a stream, such as standard input, to a temporary file that only this user can read. */
export async function spool(stream: Readable): Promise<SpooledInput> {
  const folder = mkdtempSync(path.join(tmpdir(), 'anomalies-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const file = path.join(folder, 'lines');
  const spooled = {
    path: file,
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
  try {
    await pipeline(stream, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    spooled.remove();
    throw error;
  }
  return spooled;
}
