import { readFileSync } from 'node:fs';
import { ensureDataView } from './helpers/data_view';
import { eventually, PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana();
const REVIEW = `/app/anomalies/anomalies${PERIOD}`;

const rows = () => kibana.page.locator(subject('anomaliesRow'));
const total = () => kibana.page.locator(subject('anomaliesTotal')).innerText();

kibana.describe('the review of flagged lines', () => {
  it('should filter by a facet and sort by time', async () => {
    const page = await kibana.open(REVIEW);
    await rows().first().waitFor();
    await page.click(subject('anomaliesFilter-host'));
    const facet = page.locator('[data-test-subj^="anomaliesFacet-host-"]').first();
    const count = /[\d,]+$/.exec((await facet.innerText()).trim())?.[0] ?? '';
    await facet.click();
    await eventually(async () => expect(await total()).toMatch(new RegExp(`^${count}\\b`)));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Time/ }).click();
    await page.waitForURL(/sort:time/);
    await rows().first().waitFor();
  });

  it('should explain a line, take a verdict and take it back', async () => {
    const page = await kibana.open(REVIEW);
    await rows().first().waitFor();
    const before = await total();
    await rows().first().click();
    await page.locator(subject('anomaliesWhy')).waitFor();
    await page.click(subject('anomaliesJudge-false_positive'));
    await page.locator(subject('anomaliesJudged')).waitFor();
    await eventually(async () => expect(await total()).not.toBe(before));
    await page.click(subject('anomaliesUndo'));
    await eventually(async () => expect(await total()).toBe(before));
  });

  it('should show the lines around in Discover', async () => {
    await ensureDataView(kibana);
    const page = await kibana.open(REVIEW);
    await rows().filter({ hasNotText: 'unusually many' }).first().click();
    const at = new URL(page.url());
    await page.click(subject('anomaliesDiscover'));
    await page.waitForURL(/\/app\/discover/);
    expect(page.url()).not.toBe(at.href);
    const hits = page.locator(subject('unifiedHistogramQueryHits'));
    await eventually(async () => expect(await hits.innerText()).toMatch(/^[1-9]/));
    await page
      .locator(subject('dataView-switch-link'))
      .or(page.locator(subject('discover-dataView-switch-link')))
      .getByText(/^server-logs-/)
      .first()
      .waitFor();
  });

  it('should export what is filtered as CSV', async () => {
    const page = await kibana.open(REVIEW);
    await rows().first().waitFor();
    const count = Number(/^[\d,]+/.exec(await total())?.[0].replaceAll(',', ''));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click(subject('anomaliesExport')),
    ]);
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    // A heading, and the end of the last row.
    expect(lines).toHaveLength(count + 2);
  });
});
