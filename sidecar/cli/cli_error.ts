/** Exit statuses of the command. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Work that could not be done; the message is for the user. Exit status 1. */
export class CliError extends Error {
  override name = 'CliError';
}

/** Options or arguments that do not fit together. Exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
