#!/usr/bin/env node
import { runCli } from './program';

const interrupt = new AbortController();
process.once('SIGINT', () => {
  interrupt.abort();
  // A second Ctrl-C, or work that does not look at the signal, ends at once.
  process.once('SIGINT', () => process.exit(130));
});
process.once('SIGTERM', () => process.exit(143));

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `anomalies … | head` closes our output before its end; that is no failure.
    if (error.code === 'EPIPE') process.exit(0);
    if (stream === process.stdout)
      console.error(`error: cannot write the result: ${error.message}`);
    process.exit(1);
  });
}

void runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: interrupt.signal,
}).then((status) => {
  // Not process.exit: what is still in a pipe would be lost.
  process.exitCode = status;
  // An unread standard input would keep the process waiting.
  process.stdin.destroy();
});
