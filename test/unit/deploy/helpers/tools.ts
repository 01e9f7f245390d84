import { spawnSync } from 'node:child_process';

/** Whether the program is installed; the tests that need it are skipped where it is not. */
export const has = (program: string) => spawnSync(program, ['--version']).error === undefined;
export const itWith = (program: string) => (has(program) ? it : it.skip);
export const why = (program: string) =>
  has(program) ? '' : ` (skipped: ${program} is not installed)`;

/** What a run that should succeed says where it does not. */
export function faultsOf(program: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', input });
  return status === 0 ? '' : `${stdout}${stderr}` || `${program} ended with ${status}`;
}

/** What a run that has to succeed prints. */
export function outputOf(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}
