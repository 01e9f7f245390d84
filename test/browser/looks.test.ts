import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import { subject, useApp, type OpenPage } from './helpers/app';
import { eventually } from './helpers/eventually';

const app = useApp();
const PERIOD = '?_g=(time:(from:now-3d,to:now))';
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What is the app's own: the page, the flyout, the time picker. The header around it is Kibana's or the host's. */
const OWN = [
  'main',
  subject('anomaliesFlyout'),
  subject('anomaliesPatternFlyout'),
  subject('headerActionMenu'),
];

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
  { name: 'incidents', ready: 'anomaliesIncidentRow' },
  { name: 'anomalies', ready: 'anomaliesRow' },
  { name: 'patterns', ready: 'anomaliesPatternRow' },
  { name: 'clusters', ready: 'anomaliesClusterSentence' },
  { name: 'forecast', ready: 'anomaliesForecastSentences' },
  { name: 'models', ready: 'anomaliesModels' },
  { name: 'models/server-logs-v1', ready: 'anomaliesVersionHeadline' },
  { name: 'settings', ready: 'anomaliesSamples' },
];

app.describe('every page', () => {
  for (const { name, ready } of PAGES) {
    describe(name, () => {
      let opened: OpenPage;

      beforeAll(async () => {
        opened = await app.open(`/app/anomalies/${name}${PERIOD}`);
        await opened.page.locator(subject(ready)).first().waitFor();
        await opened.page.waitForLoadState('networkidle');
      });

      it('should be accessible in the light', async () => {
        expect(await seriousViolations(opened)).toEqual([]);
      });

      it('should become dark when asked, and be accessible then', async () => {
        const { page } = opened;
        const background = () =>
          page
            .locator('.anmPageHeader')
            .evaluate((header) => getComputedStyle(header).backgroundColor);
        const light = await background();
        await turnDark(opened, ready);
        expect(await background()).not.toBe(light);
        expect(await seriousViolations(opened)).toEqual([]);
      });

      it('should not scroll sideways in a narrow window', async () => {
        await opened.page.setViewportSize({ width: 480, height: 900 });
        await eventually(async () => expect(await overflowPx(opened)).toBeLessThanOrEqual(0));
      });

      it('should have complained of nothing', () => {
        expect(opened.complaints).toEqual([]);
      });

      it('should speak German', async () => {
        const { page, complaints } = await app.open(`/app/anomalies/${name}${PERIOD}`, {
          locale: 'de',
        });
        await page.locator(subject(ready)).first().waitFor();
        const titles = await page.locator('h1, h2, [role=tab], th').allInnerTexts();
        expect(titles).toContain('Anomalien');
        expect(titles.join('\n')).not.toMatch(/\b(?:lines|of|the|what|time)\b/i);
        expect(complaints).toEqual([]);
      });
    });
  }

  it('should be accessible and fit a narrow window with an incident open', async () => {
    const opened = await app.open(`/app/anomalies/incidents${PERIOD}`);
    const { page } = opened;
    await page
      .locator(`${subject('anomaliesIncidentRow')} a`)
      .first()
      .click();
    await page.locator(subject('anomaliesIncidentLine')).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await seriousViolations(opened)).toEqual([]);
    await turnDark(opened, 'anomaliesIncidentLine');
    expect(await seriousViolations(opened)).toEqual([]);
    await page.setViewportSize({ width: 480, height: 900 });
    await eventually(async () => expect(await overflowPx(opened)).toBeLessThanOrEqual(0));
    expect(opened.complaints).toEqual([]);
  });

  it('should be accessible with the flyout open', async () => {
    const opened = await app.open(`/app/anomalies/anomalies${PERIOD}`);
    const { page } = opened;
    await page.locator(subject('anomaliesRow')).first().click();
    await page.locator(subject('anomaliesPatternHistory')).waitFor();
    await page
      .locator(`${subject('anomaliesNeighbours')} li`)
      .first()
      .waitFor();
    expect(await seriousViolations(opened)).toEqual([]);
    await turnDark(opened, 'anomaliesPatternHistory');
    expect(await seriousViolations(opened)).toEqual([]);
  });
});

/** The host's page loads anew, as Kibana's does, and what is in the address is there again. */
async function turnDark({ page }: OpenPage, ready: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.click(subject('hostThemeToggle'))]);
  await page.locator(subject(ready)).first().waitFor();
  await page.waitForLoadState('networkidle');
}

const overflowPx = ({ page }: OpenPage): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
