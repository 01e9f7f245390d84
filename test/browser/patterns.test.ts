import type { Page } from 'playwright-core';
import { subject, useApp } from './helpers/app';
import { eventually } from './helpers/eventually';

const app = useApp();
const TWO_DAYS = '_g=(time:(from:now-3d,to:now))';
const PATTERNS = `/app/anomalies/patterns?${TWO_DAYS}`;
const LINES = 2_402;

const rowsOf = (page: Page) => page.locator(subject('anomaliesPatternRow'));
const tabCount = async (page: Page, tab: string) =>
  Number(/(\d+)$/.exec((await page.innerText(subject(`anomaliesPatternTab-${tab}`))).trim())?.[1]);

app.describe('the patterns', () => {
  it('should count every line once, by pattern', async () => {
    const { page, complaints } = await app.open(PATTERNS);
    await rowsOf(page).first().waitFor();
    const all = await tabCount(page, 'all');
    expect(await page.innerText(subject('anomaliesPatternSummary'))).toContain(
      `${all} patterns in ${LINES.toLocaleString('en')} lines`,
    );
    await page.goto(`${page.url()}&_a=(size:100)`);
    await rowsOf(page).first().waitFor();
    const counts = await rowsOf(page).locator('td:nth-child(2) .anmReason').allInnerTexts();
    expect(counts).toHaveLength(all);
    const sum = counts.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);
    expect(sum).toBe(LINES);
    expect(complaints).toEqual([]);
  });

  it('should lead from a new pattern on the overview to its values and lines', async () => {
    const { page, complaints } = await app.open(`/app/anomalies/overview?${TWO_DAYS}`);
    const panel = page.locator(subject('anomaliesPatternNews-new'));
    await panel.getByText('No space left on device').click();
    const flyout = page.locator(subject('anomaliesPatternFlyout'));
    await flyout.locator(subject('anomaliesPatternSamples')).waitFor();
    expect(await flyout.locator(subject('anomaliesPatternSamples')).innerText()).toContain(
      'global/pg_filenode.map',
    );
    expect(await flyout.locator(subject('anomaliesPatternFacts')).innerText()).toContain('db-1');
    await flyout.locator(subject('anomaliesPatternFlagged')).click();
    await page.locator(subject('anomaliesRow')).first().waitFor();
    expect(await page.innerText(subject('anomaliesTotal'))).toBe('1 flagged line');
    expect(complaints).toEqual([]);
  });

  it('should say what stands where a pattern leaves its lines open', async () => {
    const { page } = await app.open(`${PATTERNS}&_a=(text:'failed password for invalid user')`);
    await rowsOf(page).first().click();
    const parameters = page.locator(subject('anomaliesParameters'));
    await parameters.waitFor();
    const names = await parameters.locator('caption strong').allInnerTexts();
    expect(names).toContain('address');
    expect(await parameters.innerText()).toMatch(/\d+\.\d+\.\d+\.\d+/);
  });

  it('should mute a new pattern on its host, show it so, and take it back', async () => {
    const { page, complaints } = await app.open(`${PATTERNS}&_a=(tab:new,text:'space left')`);
    await rowsOf(page).first().click();
    const flyout = page.locator(subject('anomaliesPatternFlyout'));
    await flyout.locator(subject('anomaliesMutePattern')).click();
    await page.click(subject('anomaliesMuteOn-db-1'));
    await page.locator(`${subject('anomaliesMute-3600')}:visible`).click();
    const toast = page.locator(subject('anomaliesJudged'));
    await toast.waitFor();
    expect(await toast.innerText()).toContain('1 line is now below the threshold');
    await flyout.locator(subject('anomaliesUnmute-db-1')).waitFor();
    await eventually(async () => expect(await tabCount(page, 'muted')).toBe(1));

    await toast.locator(subject('anomaliesUndo')).click();
    await page.locator(subject('anomaliesUndone')).waitFor();
    await eventually(async () => expect(await tabCount(page, 'muted')).toBe(0));
    expect(complaints).toEqual([]);
  });

  it('should put a watched pattern on the overview until it is not watched any more', async () => {
    const { page, complaints } = await app.open(`${PATTERNS}&_a=(text:'space left')`);
    await rowsOf(page).first().click();
    await page.click(subject('anomaliesWatch'));
    await page.locator(subject('anomaliesWatched')).waitFor();
    await page.click(subject('anomaliesPatternClose'));
    await page.click(subject('anomaliesTab-overview'));
    const watched = page.locator(subject('anomaliesPatternNews-watched'));
    await watched.waitFor();
    expect(await watched.innerText()).toContain('1 line\n');
    await page.locator(subject('anomaliesUndo')).click();
    await page.locator(subject('anomaliesUnwatched')).waitFor();
    await watched.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('should compare with the day before, most surprising first, kept in the address', async () => {
    const { page } = await app.open(
      `/app/anomalies/patterns?_g=(time:(from:now-1d,to:now))&_a=(text:'space left')`,
    );
    await rowsOf(page).first().waitFor();
    await page.selectOption(subject('anomaliesCompare'), 'before');
    await page.waitForURL(/compare:\(with:before\)/);
    await page.getByText(/Compared with [\d,]+ lines from/).waitFor();
    const appeared = rowsOf(page).filter({ hasText: 'No space left' });
    await appeared.first().waitFor();
    expect(await appeared.first().innerText()).toMatch(/appeared\s+\+ 1/);
  });

  it('should say what to do where nothing matches, and where the past is too short', async () => {
    const { page } = await app.open(`${PATTERNS}&_a=(text:'no such words')`);
    await page.getByText('No pattern matches. Take out a filter or widen the period.').waitFor();
    expect(await page.innerText(subject('anomaliesPatternSummary'))).toContain(
      'What vanished is not known yet',
    );
  });

  it('should show what went wrong, and try again', async () => {
    const { page } = await app.open('/app/anomalies/models');
    await page.route('**/api/anomalies/patterns', (route) =>
      route.fulfill({
        status: 503,
        json: {
          statusCode: 503,
          message: 'Elasticsearch does not answer.',
          attributes: { code: 'elasticsearch_unreachable' },
        },
      }),
    );
    await page.click(subject('anomaliesTab-patterns'));
    await page.getByText('Elasticsearch does not answer').first().waitFor();
    await page.unroute('**/api/anomalies/patterns');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator(subject('anomaliesPatternSummary')).waitFor();
  });
});
