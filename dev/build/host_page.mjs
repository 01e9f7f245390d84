import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { fromRoot, outputs } from './paths.mjs';
import { usedImports } from './used_imports.mjs';

const require = createRequire(import.meta.url);
const iconFolder = join(
  dirname(require.resolve('@elastic/eui/package.json')),
  'es/components/icon/assets',
);

/**
 * EUI loads each icon by a computed import, which only webpack follows. `virtual:eui-icons` holds
 * them all instead, by file name, for the icon cache.
 */
const euiIcons = {
  name: 'eui-icons',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:eui-icons$/ }, ({ path }) => ({ path, namespace: 'eui-icons' }));
    onLoad({ filter: /.*/, namespace: 'eui-icons' }, () => {
      const files = readdirSync(iconFolder).filter((file) => /^[\w-]+\.js$/.test(file));
      const imports = files.map((file, i) => `import { icon as i${i} } from './${file}';`);
      const entries = files.map((file, i) => `${JSON.stringify(file.slice(0, -3))}: i${i}`);
      return {
        contents: `${imports.join('\n')}\nexport const icons = {${entries.join(',')}};`,
        resolveDir: iconFolder,
      };
    });
  },
};

/** Big modules of which the app uses little: `used:NAME` holds just what it imports, so that the page starts fast. */
const usedParts = {
  name: 'used-parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^used:/ }, ({ path }) => ({
      path: path.slice('used:'.length),
      namespace: 'used-parts',
    }));
    onLoad({ filter: /.*/, namespace: 'used-parts' }, ({ path }) => {
      const names = usedImports([fromRoot('public'), fromRoot('common')], path);
      return {
        contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`,
        resolveDir: fromRoot('.'),
      };
    });
  },
};

/**
 * With all icons at hand, EUI's way to load one is never taken. Its computed import would make esbuild wrap each icon, and all
 * that icons import, in a function of its own, which costs at start.
 */
const noIconLoading = {
  name: 'no-icon-loading',
  setup({ onLoad }) {
    onLoad({ filter: /eui[\\/]es[\\/]components[\\/]icon[\\/]icon\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace(/import\((\s*\/[/*].*)*\s*'\.\/assets\/'/, "Promise.reject('./assets/'");
      if (contents === text) throw new Error(`${path}: EUI loads its icons in another way now.`);
      return { contents };
    });
  },
};

/** EUI ships its theme of charts only within 220 KB of code that makes it: it is made here. */
const chartsTheme = {
  name: 'charts-theme',
  setup({ onLoad }) {
    onLoad({ filter: /eui[\\/]dist[\\/]eui_charts_theme\.js$/ }, ({ path }) => ({
      contents: `module.exports = ${JSON.stringify(require(path))};`,
    }));
  },
};

/** Modules of Node that EUI's Markdown parts mention and the page never calls. */
const noNodeModules = {
  name: 'no-node-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(path|fs)$/ }, ({ path }) => ({ path, namespace: 'no-node-modules' }));
    onLoad({ filter: /.*/, namespace: 'no-node-modules' }, () => ({ contents: '' }));
  },
};

/** What Kibana's own page has: the shared dependencies and core, for the standalone host. */
export const buildHostPage = () =>
  build({
    entryPoints: [fromRoot('dev/host/browser/main.tsx')],
    outfile: join(outputs.host, 'host.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    jsx: 'automatic',
    alias: {
      // Every language that EUI can highlight is 600 KB; the app shows code of none.
      refractor: 'refractor/core',
      // The zones' changes of 60 years instead of 200.
      'moment-timezone': 'moment-timezone/builds/moment-timezone-with-data-1970-2030.js',
    },
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    plugins: [euiIcons, noIconLoading, chartsTheme, usedParts, noNodeModules],
    legalComments: 'linked',
    logLevel: 'warning',
  });
