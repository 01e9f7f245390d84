/** `npm run docs`: writes the pages that are made from code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configurationPage } from './configuration';

async function main(): Promise<void> {
  const file = join(__dirname, '../../docs/configuration.md');
  const options = await resolveConfig(file);
  writeFileSync(file, await format(configurationPage(), { ...options, parser: 'markdown' }));
  console.log(`Wrote ${file}`);
}

void main();
