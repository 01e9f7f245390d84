import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { outputs } from './paths.mjs';

/** The most that a bundle may weigh, compressed, shared dependencies not counted. */
const LIMITS_KB = { entry: 30, app: 350 };

/** Prints what the app weighs on the wire. @throws Error over the limits. */
export function reportSizes() {
  const sizes = readdirSync(outputs.public)
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({
      file,
      kb: gzipSync(readFileSync(join(outputs.public, file)), { level: 9 }).length / 1024,
    }));
  for (const { file, kb } of sizes) console.log(`  ${file}: ${kb.toFixed(1)} KB compressed`);
  const entryKb = sizes.find(({ file }) => file === 'anomalies.plugin.js')?.kb ?? 0;
  const appKb = Math.max(0, ...sizes.filter(({ file }) => file.includes('.chunk.')).map((s) => s.kb));
  if (entryKb > LIMITS_KB.entry) {
    throw new Error(`The entry bundle weighs ${entryKb.toFixed(1)} KB; at most ${LIMITS_KB.entry}.`);
  }
  if (appKb > LIMITS_KB.app) {
    throw new Error(`An app chunk weighs ${appKb.toFixed(1)} KB; at most ${LIMITS_KB.app}.`);
  }
}
