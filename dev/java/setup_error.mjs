// @ts-check
import { SetupError } from '../start/console.mjs';

/**
 * Something on this machine keeps a server that runs on Java from being prepared or started, and the user can
 * change it: `message` says what is wrong, `waysOut` what to do, the best first.
 */
export class ServerSetupError extends SetupError {
  /**
   * @param {'java-missing' | 'java-too-old' | 'maven-missing' | 'maven-failed' | 'port-in-use'
   *   | 'data-in-use' | 'did-not-start'} code
   * @param {string} message
   * @param {string[]} waysOut
   */
  constructor(code, message, waysOut) {
    super(message, waysOut);
    this.name = 'ServerSetupError';
    this.code = code;
  }
}
