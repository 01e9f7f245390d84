import { readFileSync } from 'node:fs';
import { ConfigError, type Config } from './config';
import { OPTIONS } from './options';

/** The options that name a PEM file. */
export type PemOption = {
  [K in keyof Config & keyof typeof OPTIONS]: Config[K] extends string | undefined ? K : never;
}[keyof Config & keyof typeof OPTIONS];

/** What the file of an option holds; undefined where none is named. @throws ConfigError where it cannot be read */
export function readPem(option: PemOption, path: string | undefined): Buffer | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError([`${OPTIONS[option].env} cannot be read: ${reason}.`]);
  }
}
