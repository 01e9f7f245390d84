import type { Readable, Writable } from 'node:stream';

/** What a command talks to; tests give their own. */
export interface CliContext {
  stdin: Readable;
  /** Results. */
  stdout: Writable;
  /** Progress, notes and errors. */
  stderr: Writable & { isTTY?: boolean; columns?: number };
  env: NodeJS.ProcessEnv;
  /** Relative paths start here. */
  cwd: string;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** Writes to standard output and waits while the reader is slower than we are. */
export async function print(context: CliContext, text: string): Promise<void> {
  if (context.stdout.write(text)) return;
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: Error) => {
      context.stdout.off('drain', settle);
      context.stdout.off('error', settle);
      if (error) reject(error);
      else resolve();
    };
    context.stdout.once('drain', settle);
    context.stdout.once('error', settle);
  });
}

/** One JSON document on standard output. */
export function printJson(context: CliContext, value: unknown): Promise<void> {
  return print(context, `${JSON.stringify(value, null, 2)}\n`);
}

/** A line for the person who watches, on standard error. */
export function note(context: CliContext, text: string): void {
  context.stderr.write(`${text}\n`);
}
