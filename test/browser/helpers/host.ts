import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { HostOptions, RunningHost } from '../../../dev/host/server';

const ROOT = path.join(__dirname, '../../..');

/** Builds the app and its standalone host where they are out of date. */
export function buildHost(): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['dev/build/build.mjs', 'public', 'hostServer', 'host'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The app does not build:\n${stderr}`);
}

/** The standalone host as it was built, on a free port and without a word. */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const built = (await import(path.join(ROOT, 'target/host/server.cjs'))) as {
    startHost(options: HostOptions): Promise<RunningHost>;
  };
  return built.startHost({ port: 0, log: () => {}, ...options });
}
