/** What `npm start` and `npm test` say on the terminal: one line a step, seconds at its end. */

const isTerminal = Boolean(process.stdout.isTTY);
const paint = (code, text) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text) => paint(1, text);
export const dim = (text) => paint(2, text);
export const red = (text) => paint(31, text);
export const green = (text) => paint(32, text);

/** An error that the user can do something about: a sentence, and the ways out. */
export class SetupError extends Error {
  /**
   * @param {string} message what is wrong
   * @param {string[]} waysOut what the user can do, one a line
   */
  constructor(message, waysOut = []) {
    super(message);
    this.name = 'SetupError';
    this.waysOut = waysOut;
  }
}

/** Prints a {@link SetupError}, or any other error, as a person wants to read it. */
export function printError(error) {
  console.error(`\n${red('✗')} ${error instanceof Error ? error.message : String(error)}`);
  for (const way of error?.waysOut ?? []) console.error(`    • ${way}`);
  if (!error?.waysOut && error instanceof Error && process.env.DEBUG) console.error(error.stack);
}

/**
 * Runs one step and shows how it goes: on a terminal in place, elsewhere a line now and then.
 * @template T
 * @param {string} title
 * @param {(progress: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startedMs = Date.now();
  let shownMs = 0;
  const seconds = () => `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;
  const show = (text) => {
    if (isTerminal) {
      const width = (process.stdout.columns ?? 100) - 1;
      process.stdout.write(`\r\u001b[K${`  … ${title} ${dim(text)}`.slice(0, width + 9)}`);
    } else if (Date.now() - shownMs > 5_000) {
      console.log(`  … ${title} ${text}`);
    }
    shownMs = isTerminal ? shownMs : Date.now() - shownMs > 5_000 ? Date.now() : shownMs;
  };
  if (isTerminal) show('');
  try {
    const result = await work(show);
    const note = typeof result === 'string' && result ? `: ${result}` : '';
    process.stdout.write(
      `${isTerminal ? '\r\u001b[K' : ''}  ${green('✓')} ${title}${note} ${dim(seconds())}\n`,
    );
    return result;
  } catch (error) {
    process.stdout.write(
      `${isTerminal ? '\r\u001b[K' : ''}  ${red('✗')} ${title} ${dim(seconds())}\n`,
    );
    throw error;
  }
}
