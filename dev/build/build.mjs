/**
 * npm run build [-- step…]: builds what is out of date. Steps: sidecar, public, server, host.
 * Without arguments all of them.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyHostAssets } from './assets.mjs';
import { buildHostPage } from './host_page.mjs';
import { keepBundledPackages } from './notices.mjs';
import { fromRoot, outputs, root } from './paths.mjs';
import { buildHostServer, buildServer } from './server.mjs';
import { reportSizes } from './sizes.mjs';
import { unlessUnchanged } from './stamp.mjs';
import { runWebpack } from './webpack_common.mjs';
import { publicConfig } from './webpack_public.mjs';

const require = createRequire(import.meta.url);

function compileSidecar() {
  const tsc = require.resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.sidecar.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The sidecar does not compile; see the messages above.');
  const command = fromRoot('build/sidecar/cli/main.js');
  if (existsSync(command)) chmodSync(command, 0o755);
}

const STEPS = {
  sidecar: {
    what: 'sidecar and command line',
    inputs: ['common', 'sidecar', 'tsconfig.json', 'tsconfig.sidecar.json', 'package-lock.json'],
    results: [fromRoot('build/sidecar')],
    build: compileSidecar,
  },
  public: {
    what: 'app',
    inputs: ['common', 'public', 'package-lock.json', 'dev/build'],
    results: [`${outputs.public}/anomalies.plugin.js`, fromRoot('target/.notices/public.json')],
    async build() {
      const { compilation } = await runWebpack(publicConfig());
      const files = [...compilation.modules].map((module) => module.nameForCondition() ?? '');
      keepBundledPackages(
        'public',
        files.map((file) => relative(root, file)),
      );
      reportSizes();
    },
  },
  server: {
    what: "Kibana's server half",
    inputs: ['common', 'server', 'package-lock.json', 'dev/build'],
    results: [`${outputs.server}/index.js`, fromRoot('target/.notices/server.json')],
    build: buildServer,
  },
  hostServer: {
    what: 'server of the standalone host',
    inputs: ['common', 'server', 'dev/host/server', 'package-lock.json', 'dev/build'],
    results: [`${outputs.host}/server.cjs`],
    build: buildHostServer,
  },
  host: {
    what: 'page of the standalone host',
    inputs: ['dev/host/browser', 'public', 'common', 'package-lock.json', 'dev/build'],
    results: [`${outputs.host}/host.js`, `${outputs.host}/fonts.css`],
    async build() {
      await buildHostPage();
      copyHostAssets();
    },
  },
};

/**
 * Builds the named steps, or all, where their inputs changed.
 * @param {string[]} names
 */
export async function build(names = Object.keys(STEPS)) {
  for (const name of names) {
    const step = STEPS[name];
    if (!step) {
      throw new Error(`There is no build step "${name}". Steps: ${Object.keys(STEPS).join(', ')}.`);
    }
    const startMs = Date.now();
    const { what, inputs, results } = step;
    const built = await unlessUnchanged({ step: name, inputs, results }, async () => {
      console.log(`Building ${what}`);
      await step.build();
    });
    const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
    console.log(built ? `Built ${what} in ${seconds} s` : `Unchanged: ${what}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const names = process.argv.slice(2);
  try {
    await build(names.length ? names : undefined);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
