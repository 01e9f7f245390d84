import type { Browser, Page } from 'playwright-core';
import { chromiumPath, launchChromium } from '../browser/helpers/chromium';
import { eventually } from '../browser/helpers/eventually';
import { openPage, subject } from '../browser/helpers/page';

/**
 * The app in a real Kibana with the plugin installed, its Elasticsearch holding logs in server-logs-*
 * and the sidecar running where the plugin looks for it. KIBANA_USERNAME and KIBANA_PASSWORD where
 * Kibana asks who one is.
 */
const kibanaUrl = process.env.KIBANA_URL?.replace(/\/$/, '');
const skipReason = !kibanaUrl
  ? 'set KIBANA_URL to the address of a Kibana with the plugin'
  : !chromiumPath
    ? 'no Chromium; set CHROMIUM_PATH'
    : undefined;
const name = 'the app in Kibana';
const PERIOD = '?_g=(time:(from:now-30d,to:now))';

jest.setTimeout(180_000);

(skipReason ? describe.skip : describe)(
  skipReason ? `${name} (skipped: ${skipReason})` : name,
  () => {
    let browser: Browser;
    let page: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      browser = await launchChromium();
      page = (await openPage(browser, `${kibanaUrl}/app/anomalies/models`)).page;
      page.setDefaultTimeout(60_000);
      page.on('pageerror', ({ message }) => complaints.push(message));
      await logIn(page);
    });
    afterAll(() => browser.close());

    it('should be reached from the side navigation, under Observability', async () => {
      await page.click(subject('toggleNavButton'));
      await page
        .locator(subject('collapsibleNav'))
        .getByText('Anomalies', { exact: true })
        .waitFor();
      await page.keyboard.press('Escape');
    });

    it('should train a model where there is none, and show the versions', async () => {
      await page.goto(`${kibanaUrl}/app/anomalies/models`);
      const firstHour = page.locator(subject('anomaliesFirstHour'));
      const models = page.locator(subject('anomaliesModels'));
      await firstHour.or(models).first().waitFor();
      if (await firstHour.isVisible()) {
        await page.click(subject('anomaliesTrain'));
        await page.locator(subject('anomaliesJobProgress')).waitFor();
        await page.waitForURL(/\/overview/, { timeout: 150_000 });
        await page.goto(`${kibanaUrl}/app/anomalies/models`);
      }
      await models.locator('tbody tr').first().waitFor();
      await eventually(async () => expect(await page.title()).toMatch(/^Models - Anomalies/));
    });

    it('should show the overview with its time picker in the header', async () => {
      await page.goto(`${kibanaUrl}/app/anomalies/overview${PERIOD}`);
      const totals = page.locator(subject('anomaliesTotals'));
      await totals.waitFor();
      expect(await totals.innerText()).toMatch(/^[\d,]+ of [\d,]+ lines flagged/);
      await page
        .locator(subject('anomaliesTimePicker'))
        .or(page.getByText('Last 30 days'))
        .first()
        .waitFor();
    });

    it('should explain a line, take a verdict and take it back', async () => {
      await page.goto(`${kibanaUrl}/app/anomalies/anomalies${PERIOD}`);
      const rows = page.locator(subject('anomaliesRow'));
      await rows.first().waitFor();
      const total = page.locator(subject('anomaliesTotal'));
      const before = await total.innerText();
      await rows.first().click();
      await page.locator(subject('anomaliesWhy')).waitFor();
      await page.locator(`${subject('anomaliesNeighbours')} li[aria-current]`).waitFor();
      await page.locator(subject('anomaliesDiscover')).waitFor();
      await page.click(subject('anomaliesJudge-false_positive'));
      await page.locator(subject('anomaliesJudged')).waitFor();
      await eventually(async () => expect(await total.innerText()).not.toBe(before));
      await page.click(subject('anomaliesUndo'));
      await eventually(async () => expect(await total.innerText()).toBe(before));
    });

    it('should throw no error on the way', () => {
      expect(complaints).toEqual([]);
    });
  },
);

async function logIn(page: Page): Promise<void> {
  const username = process.env.KIBANA_USERNAME;
  if (!username) return;
  await page.fill(subject('loginUsername'), username);
  await page.fill(subject('loginPassword'), process.env.KIBANA_PASSWORD ?? '');
  await page.click(subject('loginSubmit'));
  await page.locator('h1', { hasText: 'Anomalies' }).waitFor();
}
