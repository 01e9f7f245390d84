import { build } from 'esbuild';
import { keepBundledPackages } from './notices.mjs';
import { fromRoot, outputs, root } from './paths.mjs';

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
};

/** Kibana's half of the plugin: one CommonJS file for Kibana's Node; `@kbn/*` resolves inside Kibana. */
export async function buildServer() {
  const { metafile } = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: [fromRoot('server/index.ts')],
    outfile: `${outputs.server}/index.js`,
    target: 'node18.18',
    external: ['@kbn/*'],
    metafile: true,
  });
  keepBundledPackages('server', Object.keys(metafile.inputs));
}

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
