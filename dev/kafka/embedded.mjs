// @ts-check
/** An Apache Kafka for development and tests, run from its own server jars. */
export { freePort } from '../java/ports.mjs';
export { ServerSetupError } from '../java/setup_error.mjs';
export { prepareKafka } from './prepare.mjs';
export { startKafka } from './start.mjs';
