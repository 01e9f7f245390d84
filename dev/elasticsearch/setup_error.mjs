// @ts-check
import { SetupError } from '../start/console.mjs';

/**
 * Something on this machine keeps Elasticsearch from being prepared or started, and the user can
 * change it: `message` says what is wrong, `waysOut` what to do, the best first.
 */
export class ElasticsearchSetupError extends SetupError {
  /**
   * @param {'java-missing' | 'java-too-old' | 'maven-missing' | 'maven-failed' | 'port-in-use'
   *   | 'data-in-use' | 'did-not-start'} code
   * @param {string} message
   * @param {string[]} waysOut
   */
  constructor(code, message, waysOut) {
    super(message, waysOut);
    this.name = 'ElasticsearchSetupError';
    this.code = code;
  }
}

/** The way out where Java or Maven are not to be had. */
export const USE_OWN_ELASTICSEARCH =
  'or set ELASTICSEARCH_URL to use an Elasticsearch that you run already';
