import { build } from 'esbuild';
import { fromRoot, outputs } from './paths.mjs';

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
};

/** Kibana's half of the plugin: one CommonJS file for Kibana's Node; `@kbn/*` resolves inside Kibana. */
export const buildServer = () =>
  build({
    ...common,
    entryPoints: [fromRoot('server/index.ts')],
    outfile: `${outputs.server}/index.js`,
    target: 'node18.18',
    external: ['@kbn/*'],
  });

/** The standalone host: the very same routes on a small stand-in for Kibana's server. */
export const buildHostServer = () =>
  build({
    ...common,
    entryPoints: [fromRoot('dev/host/server/index.ts')],
    outfile: `${outputs.host}/server.cjs`,
    target: 'node20',
    packages: 'external',
    alias: { '@kbn/config-schema': fromRoot('dev/host/server/config_schema.ts') },
  });
