import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const fromRoot = (...parts) => join(root, ...parts);

/** Where each build step puts its result. */
export const outputs = {
  sidecar: fromRoot('build'),
  public: fromRoot('target/public'),
  server: fromRoot('target/server'),
  host: fromRoot('target/host'),
};
