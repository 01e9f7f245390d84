import { mkdirSync } from 'node:fs';
import type { Model } from '../../common/api/models/schema';
import { subject, useApp } from './helpers/app';
import { eventually } from './helpers/eventually';

const app = useApp();
/** Where pictures of the page go, for whoever wants to look at them. */
const PICTURES = process.env.ANOMALIES_TEST_PICTURES;

app.describe('one version of the model', () => {
  const model = async () => (await app.sidecar?.get<Model>('/v1/models/server-logs-v1'))?.body;

  it('should show what another threshold means, apply it, and take it back', async () => {
    const { page, complaints } = await app.open('/app/anomalies/models');
    await page
      .locator(subject('anomaliesModel-server-logs-v1'))
      .locator(subject('anomaliesModelEvaluate'))
      .click();
    await page.waitForURL(/\/models\/server-logs-v1/);
    const headline = page.locator(subject('anomaliesVersionHeadline'));
    await headline.waitFor();
    expect(await headline.innerText()).toContain('none of its alerts was judged yet');
    const nothingJudged = page.locator(subject('anomaliesNothingJudged'));
    expect(await nothingJudged.getByRole('link').getAttribute('href')).toContain(
      '/anomalies/anomalies',
    );
    const trained = (await model())?.threshold ?? 0;

    const meaning = page.locator(subject('anomaliesThresholdMeaning'));
    await page.getByRole('spinbutton').fill('99');
    await eventually(async () => expect(await meaning.innerText()).toContain('At 99 '));
    expect((await model())?.threshold).toBe(trained);
    await page.click(subject('anomaliesThresholdApply'));
    await page.locator(subject('anomaliesThresholdEffect')).waitFor();
    expect(await model()).toMatchObject({ threshold: 99, trained_threshold: trained });
    await page.click(subject('anomaliesThresholdUndo'));
    await eventually(async () => expect((await model())?.threshold).toBe(trained));
    expect(complaints).toEqual([]);
  });

  it('should back-test a period, and show the result again under its link', async () => {
    const { page, complaints } = await app.open('/app/anomalies/models/server-logs-v1');
    await page.click(subject('anomaliesBacktestStart'));
    const result = page.locator(subject('anomaliesBacktestResult'));
    await result.waitFor({ timeout: 40_000 });
    expect(await result.innerText()).toMatch(/It would have flagged .* lines a day/);
    const link = new URL(page.url());
    expect(link.search).toContain('backtest');
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: `${PICTURES}/version-light.png`, fullPage: true });
    }
    const again = await app.open(link.pathname + link.search, { darkMode: true });
    await again.page.locator(subject('anomaliesBacktestResult')).waitFor();
    if (PICTURES) {
      await again.page.screenshot({ path: `${PICTURES}/version-dark.png`, fullPage: true });
    }
    expect([...complaints, ...again.complaints]).toEqual([]);
  });

  it('should schedule trainings', async () => {
    const { page, complaints } = await app.open('/app/anomalies/models');
    const schedules = page.locator(subject('anomaliesSchedules'));
    await schedules.getByText('Nothing is trained by itself yet').waitFor();
    await page.click(subject('anomaliesNewSchedule'));
    await page.fill(subject('anomaliesScheduleDays'), '14');
    await page.click(subject('anomaliesScheduleSave'));
    await schedules.getByText('Every day at 03:00 (UTC)').waitFor();
    expect(await schedules.innerText()).toContain('from the last 14 days');
    await schedules.getByRole('switch').click();
    await eventually(async () =>
      expect(await schedules.getByRole('switch').getAttribute('aria-checked')).toBe('false'),
    );
    if (PICTURES) {
      await page.screenshot({ path: `${PICTURES}/models-light.png`, fullPage: true });
      await page.click(subject('anomaliesNewModel'));
      await page.locator(subject('anomaliesTrainAdvanced')).getByRole('button').first().click();
      await page.screenshot({ path: `${PICTURES}/train-light.png` });
    }
    expect(complaints).toEqual([]);
  });

  it('should say that a version is not there', async () => {
    const { page } = await app.open('/app/anomalies/models/none-v1');
    await page.locator(subject('anomaliesVersionNotThere')).waitFor();
  });
});
