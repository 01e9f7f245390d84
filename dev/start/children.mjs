import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { SetupError } from './console.mjs';

const END_WITH_PARENT = new URL('./end_with_parent.mjs', import.meta.url).href;

/**
 * Starts one of the project's own Node programs beside this one. It logs to a file, and ends when this process
 * ends, however that happens: it sees its IPC channel close.
 *
 * @param {{ name: string, args: string[], cwd: string, env: Record<string, string | undefined>, logFile: string }} options
 * @returns {{ name: string, exited: Promise<number | null>, tail: () => string, stop: () => Promise<void> }}
 */
export function startChild({ name, args, cwd, env, logFile }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'w' });
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A process group of its own: Ctrl-C reaches this process alone, which then stops its children in order.
    detached: true,
  });
  const lastLines = [];
  const onOutput = (data) => {
    log.write(data);
    for (const line of String(data).split('\n').filter(Boolean)) {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
    }
  };
  child.stdout.on('data', onOutput);
  child.stderr.on('data', onOutput);
  const exited = new Promise((resolve) => child.on('close', (code) => resolve(code)));
  return {
    name,
    exited,
    tail: () => lastLines.join('\n'),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await exited;
      clearTimeout(timer);
      log.end();
    },
  };
}

/**
 * Waits until a URL answers 2xx.
 * @param {string} url
 * @param {{ name: string, exited: Promise<number | null>, tail: () => string }} child whose death ends the waiting
 * @param {number} timeoutMs
 */
export async function waitUntilReady(url, child, timeoutMs) {
  let dead = false;
  void child.exited.then(() => (dead = true));
  const deadlineMs = Date.now() + timeoutMs;
  while (Date.now() < deadlineMs) {
    if (dead) {
      throw new SetupError(`The ${child.name} stopped right after its start:\n${child.tail()}`);
    }
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      await answer.arrayBuffer();
      if (answer.ok) return;
    } catch {
      // Not up yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new SetupError(
    `The ${child.name} did not answer at ${url} within ${timeoutMs / 1000} s:\n${child.tail()}`,
  );
}
