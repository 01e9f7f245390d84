import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';

const ONE_YEAR_MS = 365 * 86_400_000;

/** Where the built files lie, by the name they have in addresses. */
export interface AssetFolders {
  host: string;
  bundles: string;
}

/**
 * Addresses change with the files' contents, as Kibana's do: the browser keeps the files, and the machine code that it made of
 * them, until there are newer ones.
 */
export const assetsPath = (folders: AssetFolders): string => `/assets/${versionOf(folders)}`;

/** Serves `/assets/VERSION/host/…` and `/assets/VERSION/bundles/anomalies/…`. */
export function assets(folders: AssetFolders): Router {
  const router = express.Router();
  const options = { index: false, immutable: true, maxAge: ONE_YEAR_MS } as const;
  router.use('/assets/:version', (request, response, next) => {
    // Of an older page that is still open: the newest there is, and not kept under its name.
    if (request.params.version === versionOf(folders)) response.removeHeader('cache-control');
    next();
  });
  router.use('/assets/:version/host', express.static(folders.host, options));
  router.use('/assets/:version/bundles/anomalies', express.static(folders.bundles, options));
  return router;
}

function versionOf(folders: AssetFolders): string {
  const hash = createHash('sha256');
  for (const folder of Object.values(folders)) {
    for (const file of readdirSync(folder).sort()) {
      const { mtimeMs, size } = statSync(join(folder, file));
      hash.update(`${file} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 12);
}
