import { readFileSync } from 'node:fs';
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
    await flyout
      .getByText('No other flagged line is like this one.')
      .or(flyout.locator(subject('anomaliesSimilarLine')).first())
      .waitFor();
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

  it('should show why below a row, without the flyout', async () => {
    const { page, complaints } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    await page.locator(subject('anomaliesExpandRow')).first().click();
    const expanded = page.locator(subject('anomaliesExpanded'));
    await expanded.locator(subject('anomaliesWhy')).waitFor();
    expect(await page.locator(subject('anomaliesFlyout')).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('should remember which columns were chosen, in the address and in the browser', async () => {
    const { page, complaints } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    await page.click(subject('anomaliesColumns'));
    await page.click(subject('anomaliesColumn-model'));
    await page.click(subject('anomaliesColumn-host'));
    await page.waitForURL(/columns:!\(time,severity,service,what,actual,label,model\)/);
    await page.goto(new URL(REVIEW, page.url()).toString());
    await rowsOf(page).first().waitFor();
    const titles = await page.locator('th').allInnerTexts();
    expect(titles.join(' ')).toContain('Model');
    expect(titles.join(' ')).not.toContain('Host');
    expect(complaints).toEqual([]);
  });

  it('should judge many lines at once, and undo all of it', async () => {
    const { page, complaints } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    const before = await totalOf(page);
    // One by key, the others by the box of the page.
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    const count = page.locator(subject('anomaliesBulkCount'));
    expect(await count.innerText()).toBe('1 line selected');
    await page.click(subject('anomaliesSelectPage'));
    expect(await count.innerText()).toBe(`${Math.min(25, before)} lines selected`);
    await page.click(subject('anomaliesBulk-mute'));
    await page.click(subject('anomaliesBulkMute-3600'));
    await page.locator(subject('anomaliesJudged')).waitFor();
    await eventually(async () => expect(await totalOf(page)).toBe(Math.max(0, before - 25)));
    await page.keyboard.press('u');
    await page.locator(subject('anomaliesUndone')).waitFor();
    await eventually(async () => expect(await totalOf(page)).toBe(before));
    expect(complaints).toEqual([]);
  });

  it('should judge all that match, remove these verdicts again, and undo that', async () => {
    const { page } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    await page.fill(subject('anomaliesSearch'), 'host : db-1');
    await page.keyboard.press('Enter');
    await page.waitForURL(/query:/);
    await eventually(async () => expect(await totalOf(page)).toBeLessThan(5));
    const verdicts = async () => {
      const query = { bool: { must_not: [{ exists: { field: 'removed_at' } }] } };
      return (await app.client.count({ index: 'anomalies-labels', query })).count;
    };
    const none = await verdicts();
    await page.locator(subject('anomaliesSelectRow')).first().click();
    await page.click(subject('anomaliesSelectMatching'));
    await page.click(subject('anomaliesBulk-true'));
    await page.locator(subject('anomaliesJudged')).waitFor();
    const given = await verdicts();
    expect(given).toBeGreaterThan(none);
    await page.locator(subject('anomaliesSelectRow')).first().click();
    await page.click(subject('anomaliesSelectMatching'));
    await page.click(subject('anomaliesBulk-remove'));
    await page.getByText('removed:').waitFor();
    expect(await verdicts()).toBe(none);
    await page.click(subject('anomaliesUndo'));
    await page.locator(subject('anomaliesUndone')).waitFor();
    expect(await verdicts()).toBe(given);
  });

  it('should save what is filtered as CSV', async () => {
    const { page, complaints } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    const total = await totalOf(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click(subject('anomaliesExport')),
    ]);
    const file = readFileSync(await download.path(), 'utf8');
    expect(file.split('\r\n')).toHaveLength(total + 2);
    await page.locator(subject('anomaliesExported')).waitFor();
    expect(complaints).toEqual([]);
  });

  it('should draw lines by time and score, and filter by a pattern of the legend', async () => {
    const { page, complaints } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    await page.locator(subject('anomaliesChart-scatter')).click();
    const entry = page.locator(subject('anomaliesScatterPattern')).last();
    const count = Number(/\d+$/.exec((await entry.innerText()).trim())?.[0]);
    await entry.click();
    await page.waitForURL(/pattern:!\(/);
    await eventually(async () => expect(await totalOf(page)).toBe(count));
    expect(await entry.getAttribute('aria-pressed')).toBe('true');
    expect(complaints).toEqual([]);
  });

  it('should say what to do where nothing matches', async () => {
    const { page } = await app.open(REVIEW);
    await rowsOf(page).first().waitFor();
    await page.fill(subject('anomaliesSearch'), 'nobody-wrote-this');
    await page.keyboard.press('Enter');
    await page.getByText('Widen the period or take out a filter.').waitFor();
    expect(await page.locator(subject('anomaliesExport')).isDisabled()).toBe(true);
  });
});
