import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fromRoot, root } from './paths.mjs';

const stampFile = (step) => fromRoot('target/.stamps', `${step}.txt`);

/** All files under a path, sorted, so that a digest does not depend on the file system's order. */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .flatMap((entry) => filesUnder(join(path, entry.name)))
    .sort();
}

/** A digest of everything that a step's result depends on. */
export function digestOf(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs.flatMap((input) => filesUnder(fromRoot(input)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Runs `build` unless its inputs are as they were and its outputs still stand. */
export async function unlessUnchanged({ step, inputs, results }, build) {
  const digest = digestOf(inputs);
  const file = stampFile(step);
  const fresh =
    existsSync(file) && readFileSync(file, 'utf8') === digest && results.every((r) => existsSync(r));
  if (fresh) return false;
  // A build that fails may have written results all the same.
  rmSync(file, { force: true });
  await build();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
  return true;
}
