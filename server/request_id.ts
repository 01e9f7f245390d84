import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Works on a request under its id, which the sidecar gets, too: one id leads through the logs of both. */
export const withRequestId = <T>(id: string, work: () => T): T => current.run(id, work);

/** Of the request that is worked on here; undefined outside of any. */
export const requestId = (): string | undefined => current.getStore();
