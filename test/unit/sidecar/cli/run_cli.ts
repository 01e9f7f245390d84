import { PassThrough, Readable } from 'node:stream';
import type { CliContext } from '../../../../sidecar/cli/context';
import { runCli } from '../../../../sidecar/cli/program';

export interface CliRun {
  status: number;
  stdout: string;
  stderr: string;
}

export interface CliSurroundings {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  stdin?: string | Buffer;
  signal?: AbortSignal;
}

/** Runs `anomalies` in this process, with its own streams. */
export async function runAnomalies(argv: string[], surroundings: CliSurroundings): Promise<CliRun> {
  const stdout = collector();
  const stderr = collector();
  const context: CliContext = {
    stdin: Readable.from(surroundings.stdin === undefined ? [] : [Buffer.from(surroundings.stdin)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: surroundings.env ?? {},
    cwd: surroundings.cwd,
    signal: surroundings.signal ?? new AbortController().signal,
  };
  const status = await runCli(argv, context);
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

function collector() {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
