import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { outputs } from './paths.mjs';

const require = createRequire(import.meta.url);
const packageFolder = (name) => dirname(require.resolve(`${name}/package.json`));

/** EUI's older components ask for "Inter UI", the newer ones for "Inter"; code is in "Roboto Mono". */
const FONTS = [
  { package: '@fontsource/inter', file: 'inter', families: ['Inter', 'Inter UI'], weights: [400, 500, 600, 700] },
  { package: '@fontsource/roboto-mono', file: 'roboto-mono', families: ['Roboto Mono'], weights: [400, 700] },
];

const STYLESHEETS = [
  ['@elastic/eui', 'dist/eui_theme_light.min.css', 'eui_light.css'],
  ['@elastic/eui', 'dist/eui_theme_dark.min.css', 'eui_dark.css'],
  ['@elastic/charts', 'dist/theme_only_light.css', 'charts_light.css'],
  ['@elastic/charts', 'dist/theme_only_dark.css', 'charts_dark.css'],
];

/** Copies fonts and stylesheets that Kibana's page would have. */
export function copyHostAssets() {
  mkdirSync(join(outputs.host, 'fonts'), { recursive: true });
  for (const [name, from, to] of STYLESHEETS) {
    cpSync(join(packageFolder(name), from), join(outputs.host, to));
  }
  const faces = FONTS.flatMap((font) =>
    font.weights.flatMap((weight) => {
      const file = `${font.file}-latin-${weight}-normal.woff2`;
      cpSync(join(packageFolder(font.package), 'files', file), join(outputs.host, 'fonts', file));
      return font.families.map(
        (family) =>
          `@font-face{font-family:"${family}";font-style:normal;font-weight:${weight};` +
          `font-display:block;src:url("fonts/${file}") format("woff2")}`,
      );
    }),
  );
  writeFileSync(join(outputs.host, 'fonts.css'), `${faces.join('\n')}\n`);
}
