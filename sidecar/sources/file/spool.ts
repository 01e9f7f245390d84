import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Standard input in a file of its own, so that it can be read twice. */
export interface SpooledInput {
  path: string;
  remove(): Promise<void>;
}

/** Copies standard input to a temporary file that only this user can read. */
export async function spoolStdin(stdin: Readable = process.stdin): Promise<SpooledInput> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anomalies-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const file = path.join(folder, 'stdin');
  try {
    await pipeline(stdin, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await remove();
    throw error;
  }
  return { path: file, remove };
}
