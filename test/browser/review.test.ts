import type { Page } from 'playwright-core';
import { subject, useApp } from './helpers/app';
import { eventually } from './helpers/eventually';

const app = useApp();
const REVIEW = '/app/anomalies/anomalies?_g=(time:(from:now-3d,to:now))';

const rowsOf = (page: Page) => page.locator(subject('anomaliesRow'));

async function totalOf(page: Page): Promise<number> {
  const text = await page.locator(subject('anomaliesTotal')).innerText();
  return Number(/^[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
}

app.describe('the review of flagged lines', () => {
  it('should list the worst first, and sort by time when asked', async () => {
    const { page, complaints } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    const { hits } = await app.client.search<{ message: string }>({
      index: 'anomalies-server-logs-*',
      size: 1,
      sort: [{ 'anomaly.score': 'desc' }, { '@timestamp': 'desc' }, { 'source.id': 'asc' }],
    });
    expect(await rowsOf(page).first().innerText()).toContain(hits.hits[0]._source?.message);

    await page.getByRole('button', { name: /^Time/ }).click();
    await page.waitForURL(/sort:time/);
    await page.getByText('oldest first').waitFor();
    expect(complaints).toEqual([]);
  });

  it('should filter by a facet, and show as many rows as the facet says', async () => {
    const { page } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    await page.click(subject('anomaliesFilter-host'));
    const option = page.locator(subject('anomaliesFacet-host-db-1'));
    const count = Number(/\d+$/.exec((await option.innerText()).trim())?.[0]);
    await option.click();
    await page.waitForURL(/host:!\(db-1\)/);
    await eventually(async () => expect(await totalOf(page)).toBe(count));
    await page.keyboard.press('Escape');
    expect(await rowsOf(page).count()).toBe(count);
    expect(await rowsOf(page).first().innerText()).toContain('db-1');
  });

  it('should search in KQL, and say what is wrong with a search', async () => {
    const { page } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    await page.fill(subject('anomaliesSearch'), 'host : db-1 and "No space left"');
    await page.keyboard.press('Enter');
    await eventually(async () => expect(await totalOf(page)).toBe(1));
    await page.fill(subject('anomaliesSearch'), 'colour : red');
    await page.keyboard.press('Enter');
    await page.getByText('There is no field "colour"').first().waitFor();
  });

  it('should explain a line: reasons that add up, the line, its neighbours, its pattern', async () => {
    const { page, complaints } = await app.open(REVIEW);
    await rowsOf(page).filter({ hasText: 'was seen' }).first().click();
    const flyout = page.locator(subject('anomaliesFlyout'));
    const why = flyout.locator(subject('anomaliesWhy'));
    await why.waitFor();
    const points = await why.locator('tbody td:last-child').allInnerTexts();
    const sum = points.reduce((total, text) => total + Number(text.trim()), 0);
    expect(await flyout.locator(subject('anomaliesWhySum')).innerText()).toContain(`, ${sum}`);
    await flyout.locator(subject('anomaliesRawLine')).waitFor();
    await flyout.locator(`${subject('anomaliesNeighbours')} li[aria-current]`).waitFor();
    await flyout.locator(subject('anomaliesPatternHistory')).waitFor();
    expect(complaints).toEqual([]);
  });

  it('should show the lines of a window that was flagged as a whole', async () => {
    const { page, complaints } = await app.open(REVIEW);
    await rowsOf(page).filter({ hasText: 'unusually many lines' }).first().click();
    const lines = page.locator(
      `${subject('anomaliesFlyout')} ${subject('anomaliesUnitLines')} > div`,
    );
    await lines.first().waitFor();
    expect(await lines.count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
  });

  it('should take a false positive out of the counts at once, and put it back on undo', async () => {
    const { page, complaints } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    const before = await totalOf(page);
    await rowsOf(page).first().click();
    await page.locator(subject('anomaliesWhy')).waitFor();
    await page.click(subject('anomaliesJudge-false_positive'));
    const toast = page.locator(subject('anomaliesJudged'));
    await toast.waitFor();
    const affected = Number(/(\d+) lines? (?:is|are) now/.exec(await toast.innerText())?.[1]);
    expect(affected).toBeGreaterThanOrEqual(1);
    await eventually(async () => expect(await totalOf(page)).toBe(before - affected));

    await toast.locator(subject('anomaliesUndo')).click();
    await page.locator(subject('anomaliesUndone')).waitFor();
    await eventually(async () => expect(await totalOf(page)).toBe(before));
    expect(complaints).toEqual([]);
  });

  it('should be usable with keys alone', async () => {
    const { page } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    const before = await totalOf(page);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await rowsOf(page).nth(1).getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.locator(subject('anomaliesWhy')).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.type('our own scanner');
    expect(await page.inputValue(subject('anomaliesComment'))).toBe('our own scanner');
    await page.keyboard.press('Tab');
    await page.keyboard.press('m');
    await page.locator(subject('anomaliesMute-86400')).click();
    await page.locator(subject('anomaliesJudged')).waitFor();
    await eventually(async () => expect(await totalOf(page)).toBeLessThan(before));
    await page.keyboard.press('u');
    await eventually(async () => expect(await totalOf(page)).toBe(before));
    await page.keyboard.press('Escape');
    await page.locator(subject('anomaliesFlyout')).waitFor({ state: 'detached' });
  });
});
