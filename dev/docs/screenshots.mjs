/**
 * `npm run screenshots [-- URL]`: pictures of the app as it runs (npm start), for the README and docs/gallery.md: every
 * page, light and dark.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { GALLERY } from './gallery_pages.mjs';

const baseUrl = process.argv[2] ?? 'http://127.0.0.1:5611';
const docs = fileURLToPath(new URL('../../docs', import.meta.url));
const images = join(docs, 'images');
const PERIOD = '_g=(time:(from:now-30d,to:now))';
const SIZE = { width: 1440, height: 1000 };
/** Charts draw themselves in steps; there is no event for their end. */
const CHART_MS = 2_500;

const executablePath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));
mkdirSync(images, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const theme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(`${baseUrl}/app/anomalies`);
    if (theme === 'dark') await page.getByRole('button', { name: /dark/i }).click();
    for (const { name, path, ready, before } of GALLERY) {
      await page.goto(`${baseUrl}/app/anomalies/${path}?${PERIOD}`);
      await page.locator(ready).first().waitFor();
      await before?.(page);
      await page.waitForTimeout(CHART_MS);
      await page.screenshot({ path: join(images, `${name}-${theme}.png`) });
      console.log(`${name}-${theme}.png`);
    }
    await page.close();
  }
} finally {
  await browser.close();
}
writeFileSync(join(docs, 'gallery.md'), galleryText());
console.log('gallery.md');

function galleryText() {
  const parts = GALLERY.map(
    ({ name, title, says }) =>
      `## ${title}\n\n${says}\n\n![${title}, light](images/${name}-light.png)\n\n![${title}, dark](images/${name}-dark.png)\n`,
  );
  return [
    '# Gallery',
    '',
    'The app over the bundled sample logs, light and dark. Made by `npm run screenshots` while `npm start` runs.',
    '',
    parts.join('\n'),
  ].join('\n');
}
