import { spawn } from 'node:child_process';
import { SetupError } from './console.mjs';

const TAIL_LINES = 15;

/**
 * Runs a program to its end, each line of its output as progress.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, what: string, waysOut: string[], progress: (text: string) => void }} options
 * @returns {Promise<void>}
 * @throws {SetupError} where it fails, with the end of its output
 */
export function runProgram(command, args, { cwd, what, waysOut, progress }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const tail = [];
    const onOutput = (data) => {
      for (const line of String(data).split('\n').filter(Boolean)) {
        tail.push(line);
        if (tail.length > TAIL_LINES) tail.shift();
        progress(line.trim());
      }
    };
    child.stdout.on('data', onOutput);
    child.stderr.on('data', onOutput);
    child.on('error', (error) =>
      reject(new SetupError(`${what} failed: ${command} cannot be run: ${error.message}`, waysOut)),
    );
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new SetupError(`${what} failed, exit status ${code}:\n${tail.join('\n')}`, waysOut));
    });
  });
}
