import { emptyStats, readLineBatches } from '../sources/file';
import type { CliContext } from './context';
import { resolveInput } from './resolve_input';

/** A JSON object is longer than the log line in it. */
const MAX_ROW_BYTES = 1 << 22;

/** Lines of a file of labelled rows; - is standard input. */
export async function* rowLines(context: CliContext, file: string): AsyncGenerator<string> {
  const reading = { stdin: context.stdin, name: file, maxLineBytes: MAX_ROW_BYTES };
  const batches = readLineBatches(resolveInput(context, file), emptyStats(), reading);
  for await (const { lines } of batches) {
    context.signal.throwIfAborted();
    yield* lines;
  }
}
