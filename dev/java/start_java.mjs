// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_INTERVAL_MS = 100;
/** Longer than the launchers themselves give their servers to close. */
const STOP_TIMEOUT_MS = 25_000;
const TAIL_LINES = 15;
const TAIL_BYTES = 64 * 1024;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * @typedef {object} JavaServer
 * @property {number} pid
 * @property {string} logFile
 * @property {() => Promise<void>} stop closes it cleanly and resolves when it has ended; may be
 *   called again
 * @property {Promise<number | null>} exited resolves with its exit status when it ends, whoever
 *   ended it; null if by a signal
 * @property {() => string} tail the last lines of its log
 */

/**
 * Starts a server that ends with this process, however this one ends: its launcher watches its standard input.
 *
 * @param {{ java: string, args: string[], logFile: string }} options `logFile` is an absolute path; its folder is
 *   made if missing
 * @returns {Promise<JavaServer>}
 */
export async function startJava({ java, args, logFile }) {
  await fs.mkdir(path.dirname(logFile), { recursive: true });
  const log = await openLog(logFile);
  const logStart = (await log.stat()).size;
  const child = spawn(java, args, {
    // Its input is a pipe that it watches: when this process dies, it closes.
    stdio: ['pipe', log.fd, log.fd],
    // A process group of its own: Ctrl-C reaches this process alone, which then stops in order.
    detached: true,
  });
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
  child.stdin?.on('error', () => {}); // it may end before we close the pipe
  await log.close();
  return {
    pid: child.pid ?? 0,
    logFile,
    stop: () => stopChild(child, exited),
    exited,
    tail: () => lastLines(logFile, logStart),
  };
}

/**
 * The log, to be appended to: another instance may still write to it. A long one is put aside.
 *
 * @param {string} logFile
 */
async function openLog(logFile) {
  const log = await fs.open(logFile, 'a');
  if ((await log.stat()).size < LOG_LIMIT_BYTES) return log;
  await log.close();
  await fs.rename(logFile, `${logFile}.1`);
  return fs.open(logFile, 'a');
}

/**
 * @param {string} logFile
 * @param {number} fromByte where this run's part begins
 * @returns {string} the last lines of it
 */
function lastLines(logFile, fromByte) {
  const file = openSync(logFile, 'r');
  try {
    const { size } = fstatSync(file);
    const start = Math.max(fromByte, size - TAIL_BYTES);
    const bytes = Buffer.alloc(Math.max(0, size - start));
    readSync(file, bytes, 0, bytes.length, start);
    return bytes.toString('utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  } finally {
    closeSync(file);
  }
}

/**
 * @param {() => Promise<boolean>} isReady
 * @param {Promise<unknown>} exited
 * @param {number} timeoutMs
 * @returns {Promise<'ended' | 'timeout' | undefined>} why it is not ready, undefined if it is
 */
export async function waitUntilReady(isReady, exited, timeoutMs) {
  let ended = false;
  void exited.then(() => (ended = true));
  const deadlineMs = Date.now() + timeoutMs;
  while (Date.now() < deadlineMs) {
    if (ended) return 'ended';
    if (await isReady()) return undefined;
    await delay(POLL_INTERVAL_MS);
  }
  return 'timeout';
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<unknown>} exited
 */
async function stopChild(child, exited) {
  const killTimer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.stdin?.end();
  child.kill('SIGTERM');
  await exited;
  clearTimeout(killTimer);
}
