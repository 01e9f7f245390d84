import { createServer } from 'node:net';
import { SetupError } from './console.mjs';

/**
 * @param {number} port
 * @param {string} what is to listen there, in words
 * @param {string} variable the environment variable that gives another port
 * @throws {SetupError} where something else listens already
 */
export async function checkPortFree(port, what, variable) {
  await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      reject(
        new SetupError(
          error.code === 'EADDRINUSE'
            ? `Port ${port}, where the ${what} is to listen, is in use by another program.`
            : `Port ${port}, where the ${what} is to listen, cannot be opened: ${error.message}.`,
          [
            'is `npm start` running already in another terminal? Then open its address, or stop it with Ctrl-C',
            `or choose another port: ${variable}=${port + 10} npm start`,
          ],
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}

/**
 * @param {string} variable
 * @param {number} fallback
 * @returns {number}
 */
export function portFrom(variable, fallback) {
  const text = process.env[variable];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError(`${variable}=${text} is not a port: give a whole number from 1 to 65535.`);
  }
  return port;
}
