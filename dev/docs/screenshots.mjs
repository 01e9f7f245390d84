/**
 * `npm run screenshots [-- URL]`: pictures of the app as it runs (npm start), for the README and docs/: every page,
 * light and dark.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const baseUrl = process.argv[2] ?? 'http://127.0.0.1:5611';
const folder = join(fileURLToPath(new URL('../../docs/images', import.meta.url)));
const PERIOD = '_g=(time:(from:now-30d,to:now))';
const PAGES = {
  overview: { path: 'overview', ready: '[data-test-subj=anomaliesTopPatterns]' },
  incidents: { path: 'incidents', ready: '[data-test-subj=anomaliesIncidentRow]' },
  anomalies: { path: 'anomalies', ready: '[data-test-subj=anomaliesRow]', openRow: true },
  clusters: { path: 'clusters', ready: '[data-test-subj=anomaliesClusterSentence]' },
  forecast: { path: 'forecast', ready: '[data-test-subj=anomaliesForecastSentences]' },
  models: { path: 'models', ready: '[data-test-subj=anomaliesModels]' },
};
/** Charts draw themselves in steps; there is no event for their end. */
const CHART_MS = 2_500;

const executablePath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const theme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    await page.goto(`${baseUrl}/app/anomalies`);
    if (theme === 'dark') await page.getByRole('button', { name: /dark/i }).click();
    for (const [name, { path, ready, openRow }] of Object.entries(PAGES)) {
      await page.goto(`${baseUrl}/app/anomalies/${path}?${PERIOD}`);
      await page.locator(ready).first().waitFor();
      if (openRow) {
        await page.locator(ready).first().click();
        await page.locator('[data-test-subj=anomaliesNeighbours]').waitFor();
      }
      await page.waitForTimeout(CHART_MS);
      await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
      console.log(`${name}-${theme}.png`);
    }
    await page.close();
  }
} finally {
  await browser.close();
}
