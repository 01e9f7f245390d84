import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import { subject, useApp, type OpenPage } from './helpers/app';
import { eventually } from './helpers/eventually';

const app = useApp();
const PERIOD = '?_g=(time:(from:now-3d,to:now))';
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What is the app's own: the page, the flyout, the time picker. The header around it is Kibana's or the host's. */
const OWN = ['main', subject('anomaliesFlyout'), subject('headerActionMenu')];

/** Violations that shut people out; the page's policy keeps scripts out, so axe is put in by the debugger. */
async function seriousViolations({ page }: OpenPage): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate((own) => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: object, options: object): Promise<AxeResults> };
    };
    const include = own.filter((selector) => document.querySelector(selector));
    return axe.run({ include }, { resultTypes: ['violations'] });
  }, OWN);
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

const PAGES = [
  { name: 'overview', ready: 'anomaliesTotals' },
  { name: 'anomalies', ready: 'anomaliesRow' },
  { name: 'models', ready: 'anomaliesModels' },
];

app.describe('every page', () => {
  for (const { name, ready } of PAGES) {
    for (const darkMode of [false, true]) {
      const theme = darkMode ? 'dark' : 'light';
      it(`should be accessible and quiet: ${name}, ${theme}`, async () => {
        const opened = await app.open(`/app/anomalies/${name}${PERIOD}`, { darkMode });
        const { page, complaints } = opened;
        await page.locator(subject(ready)).first().waitFor();
        await page.waitForLoadState('networkidle');
        expect(await seriousViolations(opened)).toEqual([]);
        expect(complaints).toEqual([]);
      });
    }

    it(`should not scroll sideways in a narrow window: ${name}`, async () => {
      const { page } = await app.open(`/app/anomalies/${name}${PERIOD}`, { width: 480 });
      await page.locator(subject(ready)).first().waitFor();
      const overflowPx = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflowPx).toBeLessThanOrEqual(0);
    });

    it(`should speak German: ${name}`, async () => {
      const { page, complaints } = await app.open(`/app/anomalies/${name}${PERIOD}`, {
        locale: 'de',
      });
      await page.locator(subject(ready)).first().waitFor();
      const titles = await page.locator('h1, h2, [role=tab], th').allInnerTexts();
      expect(titles).toContain('Anomalien');
      expect(titles.join('\n')).not.toMatch(/\b(?:lines|of|the|what|time)\b/i);
      expect(complaints).toEqual([]);
    });
  }

  it('should be accessible with the flyout open', async () => {
    for (const darkMode of [false, true]) {
      const opened = await app.open(`/app/anomalies/anomalies${PERIOD}`, { darkMode });
      await opened.page.locator(subject('anomaliesRow')).first().click();
      await opened.page.locator(subject('anomaliesPatternHistory')).waitFor();
      await opened.page
        .locator(`${subject('anomaliesNeighbours')} li`)
        .first()
        .waitFor();
      expect(await seriousViolations(opened)).toEqual([]);
    }
  });

  it('should become dark at once', async () => {
    const { page } = await app.open(`/app/anomalies/overview${PERIOD}`);
    await page.locator(subject('anomaliesTotals')).waitFor();
    const background = () =>
      page.evaluate(
        () => getComputedStyle(document.querySelector('.anmPageHeader')!).backgroundColor,
      );
    const light = await background();
    await page.click(subject('hostThemeToggle'));
    await eventually(async () => expect(await background()).not.toBe(light));
  });
});
