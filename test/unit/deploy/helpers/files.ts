import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load, loadAll } from 'js-yaml';
import { describeOptions, SECRET_FILE_SUFFIX } from '../../../../sidecar/config';

export const ROOT = path.join(__dirname, '../../../..');
export const DEPLOY = path.join(ROOT, 'deploy');

export const read = (file: string) => readFileSync(path.join(DEPLOY, file), 'utf8');
export const yaml = <T>(file: string) => load(read(file)) as T;
export const documents = <T>(file: string) => loadAll(read(file)) as T[];

/** Paths below `deploy/`, of all files whose name ends so. */
export const filesOf = (folder: string, ending: string): string[] =>
  readdirSync(path.join(DEPLOY, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name))
    .sort();

/** A repository, and a tag that is a version or a digest. */
export const PINNED = /^[a-z0-9./-]+(:v?\d+\.\d+\.\d+(-[a-z0-9.-]+)?|@sha256:[0-9a-f]{64})$/;

/** Variables that the sidecar does not know, of those given. */
export function unknownVariables(names: readonly string[]): string[] {
  const known = new Set(
    describeOptions().flatMap(({ env, secret }) => [
      env,
      ...(secret ? [env + SECRET_FILE_SUFFIX] : []),
    ]),
  );
  return names.filter((name) => !known.has(name));
}

/** Names that a sidecar would take for options of its own. */
export const OWN_VARIABLE = /^(ANOMALIES|ELASTICSEARCH|KAFKA)_/;
