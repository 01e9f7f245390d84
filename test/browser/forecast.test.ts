import { addDocuments } from '../integration/helpers/sidecar';
import { subject, useApp } from './helpers/app';
import { eventually } from './helpers/eventually';

const app = useApp();
const MINUTE_MS = 60_000;
const PERIOD = '_g=(time:(from:now-3d,to:now))';

app.describe('the forecast', () => {
  // A quiet service, long enough in the rollups for daily rhythms: 100 lines an hour by day, 10 by night.
  beforeAll(async () => {
    const hours = 24 * 21;
    const nowHourMs = Math.floor(Date.now() / (60 * MINUTE_MS)) * 60 * MINUTE_MS;
    await addDocuments(
      app.client,
      'anomalies-rollup-server-logs-2026.01.01',
      Array.from({ length: hours }, (_, i) => {
        const timeMs = nowHourMs - (hours - i) * 60 * MINUTE_MS;
        const hour = new Date(timeMs).getUTCHours();
        const lines = hour >= 8 && hour < 20 ? 100 + (i % 3) : 10;
        return {
          '@timestamp': new Date(timeMs).toISOString(),
          host: { name: 'shop-1' },
          service: { name: 'shop' },
          rollup: { model: 'm-v1', lines, flagged: 0, max_score: 1, levels: { info: lines } },
        };
      }),
    );
  });

  it('should say what is to be expected of a service, by which model, and follow the settings', async () => {
    const { page, complaints } = await app.open(
      `/app/anomalies/forecast?${PERIOD}&_a=(service:shop)`,
    );
    const sentences = page.locator(subject('anomaliesForecastSentences'));
    await sentences.waitFor();
    // 12 hours of 101 lines on average, 12 of 10.
    expect(await sentences.innerText()).toMatch(
      /In the next 24 h about 1,3\d\d lines are expected, between [\d,]+ and [\d,]+ in 8 of 10 cases\. Busiest from/,
    );
    expect(await sentences.innerText()).toContain('The 24 h before had 1,3');
    expect(await page.locator(subject('anomaliesForecastBasis')).innerText()).toContain(
      'It follows a daily rhythm',
    );
    const rows = page.locator(`${subject('anomaliesBacktest')} tbody tr`);
    expect(await rows.first().innerText()).toContain('chosen');
    expect(await rows.count()).toBeGreaterThanOrEqual(4);

    await page.fill(subject('anomaliesForecastLimit'), '90');
    await page.keyboard.press('Enter');
    await page.waitForURL(/limit:90/);
    expect(await page.locator(subject('anomaliesForecastLimitSentence')).innerText()).toMatch(
      /^More than 90 lines in 1 h are expected from/,
    );

    await page.selectOption(subject('anomaliesForecastHorizon'), '3d');
    await page.waitForURL(/horizon:(?:'|%27)3d/);
    await eventually(async () =>
      expect(await sentences.innerText()).toMatch(/In the next 3 days about (?:3,9|4,0)\d\d lines/),
    );
    await page.click(`${subject('anomaliesForecastSteps')} .euiAccordion__button`);
    const steps = page.locator(`${subject('anomaliesForecastSteps')} tbody tr`);
    await eventually(async () => expect(await steps.count()).toBe(24));
    expect(complaints).toEqual([]);
  });

  it('should choose a period by dragging over the past', async () => {
    const { page } = await app.open(`/app/anomalies/forecast?${PERIOD}&_a=(service:shop)`);
    const chart = page.locator(`${subject('anomaliesForecastChart')} canvas`).first();
    await chart.waitFor();
    const box = (await chart.boundingBox())!;
    await page.mouse.move(box.x + 0.2 * box.width, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 100, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/from:(?:'|%27)20/);
    // The forecast is now one of then.
    await page.getByText('were expected').waitFor();
  });

  it('should say what is missing where there is nothing to count, and offer a way on', async () => {
    const { page, complaints } = await app.open(
      `/app/anomalies/forecast?${PERIOD}&_a=(metric:errors,host:nobody)`,
    );
    await page.locator(subject('anomaliesForecastEmpty-no_rollups')).waitFor();
    await page.click(subject('anomaliesForecastAll'));
    await page.locator(subject('anomaliesForecastSentences')).waitFor();
    expect(complaints).toEqual([]);
  });

  it('should say that the sidecar does not answer', async () => {
    await app.sidecar?.stop();
    const { page } = await app.open(`/app/anomalies/forecast?${PERIOD}`);
    await page.locator(subject('anomaliesError-sidecar_unreachable')).waitFor();
  });
});
