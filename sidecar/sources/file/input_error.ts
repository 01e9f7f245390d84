import { types } from 'node:util';

/** An input that cannot be read: the message says which, why, and what to do. */
export class InputError extends Error {
  override name = 'InputError';

  constructor(
    /** The file as the user named it; `-` is standard input. */
    readonly input: string,
    message: string,
  ) {
    super(message);
  }
}

/** How an input is called in sentences. */
export function inputLabel(input: string): string {
  return input === '-' ? 'standard input' : input;
}

/** Turns an error of the file system or of gzip into a sentence. Other errors pass as they are. */
export function toInputError(input: string, error: unknown): unknown {
  if (!types.isNativeError(error) || error instanceof InputError) return error;
  const label = inputLabel(input);
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return new InputError(input, `${label} does not exist.`);
    case 'ENOTDIR':
      return new InputError(input, `${label} does not exist: a part of its path is no directory.`);
    case 'EISDIR':
      return new InputError(
        input,
        `${label} is a directory; name the files in it, such as ${label.replace(/\/$/, '')}/*.log`,
      );
    case 'EACCES':
    case 'EPERM':
      return new InputError(
        input,
        `${label} may not be read: permission denied. Run as a user who may read it, or copy it.`,
      );
    case 'Z_DATA_ERROR':
    case 'Z_BUF_ERROR':
      return new InputError(
        input,
        `${label} is a damaged or incomplete gzip file (${error.message}). Copy it again.`,
      );
    default:
      return error;
  }
}
