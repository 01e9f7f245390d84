import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fromRoot } from './paths.mjs';

const noticeFile = (step) => fromRoot('target/.notices', `${step}.json`);

/** The package folder that a bundled file is from; undefined for our own files. */
function packageFolder(file) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'));
  return match?.[1];
}

/** Notes which packages a bundle holds, from the paths of its files. */
export function keepBundledPackages(step, files) {
  const folders = [...new Set(files.map(packageFolder).filter((folder) => folder !== undefined))];
  mkdirSync(dirname(noticeFile(step)), { recursive: true });
  writeFileSync(noticeFile(step), JSON.stringify(folders.sort()));
}

function licenceOf(folder) {
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  return name ? readFileSync(join(folder, name), 'utf8').trim() : undefined;
}

/** The licences of everything that the steps bundled, as their authors ask for. */
export function noticesOf(steps) {
  const folders = new Set(
    steps.flatMap((step) =>
      existsSync(noticeFile(step)) ? JSON.parse(readFileSync(noticeFile(step), 'utf8')) : [],
    ),
  );
  const sections = [...folders].map((folder) => {
    const path = fromRoot(folder);
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    return `${name} ${version} (${license})\n\n${licenceOf(path) ?? ''}\n`;
  });
  return `This plugin contains the following packages.\n\n${sections.sort().join('\n---\n\n')}`;
}
