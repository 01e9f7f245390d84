import path from 'node:path';
import type { CliContext } from './context';

/** Where an input that the user named is: `-` stays standard input, paths start at the current folder. */
export function resolveInput(context: CliContext, input: string): string {
  return input === '-' ? '-' : path.resolve(context.cwd, input);
}
