import { readFileSync } from 'node:fs';
import { SECRET_FILE_SUFFIX } from '../config';
import { ProblemError } from '../store/stores';

const PREFIX = 'ANOMALIES_SECRET_';
const MAX_CHARS = 10_000;

/**
 * Secrets of the sidecar's environment: `ANOMALIES_SECRET_<NAME>`, or the content of the file that
 * `ANOMALIES_SECRET_<NAME>_FILE` names. Settings hold their names only.
 */
export class Secrets {
  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** Names of all that are there. */
  names(): string[] {
    const names = Object.keys(this.env)
      .filter((variable) => variable.startsWith(PREFIX) && this.env[variable])
      .map((variable) => variable.slice(PREFIX.length))
      .map((name) =>
        name.endsWith(SECRET_FILE_SUFFIX) ? name.slice(0, -SECRET_FILE_SUFFIX.length) : name,
      );
    return [...new Set(names)].filter((name) => name !== '').sort();
  }

  /** @throws ProblemError where there is none of the name */
  get(name: string): string {
    const value = this.env[PREFIX + name] ?? this.fromFile(name);
    if (value) return value;
    throw new ProblemError(
      409,
      'secret_not_set',
      `The sidecar has no secret "${name}". Set ${PREFIX}${name}, or ${PREFIX}${name}${SECRET_FILE_SUFFIX} to a file with it, and start the sidecar again.`,
    );
  }

  private fromFile(name: string): string | undefined {
    const path = this.env[PREFIX + name + SECRET_FILE_SUFFIX];
    if (!path) return undefined;
    try {
      // Read each time, so that a secret can be rotated in its file.
      return readFileSync(path, 'utf8').trim().slice(0, MAX_CHARS);
    } catch {
      return undefined;
    }
  }
}
