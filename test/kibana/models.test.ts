import { eventually, PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana({ trained: false });
const TRAIN_TIMEOUT_MS = 150_000;

kibana.describe('models', () => {
  it('should train a model where there is none, and show the versions', async () => {
    const page = await kibana.open(`/app/anomalies/models${PERIOD}`);
    const firstHour = page.locator(subject('anomaliesFirstHour'));
    const models = page.locator(subject('anomaliesModels'));
    await firstHour.or(models).first().waitFor();
    if (await firstHour.isVisible()) {
      await page.click(subject('anomaliesTrain'));
      await page.locator(subject('anomaliesJobProgress')).waitFor();
      await page.waitForURL(/\/overview/, { timeout: TRAIN_TIMEOUT_MS });
      await page.click(subject('anomaliesTab-models'));
    }
    await models.locator('tbody tr').first().waitFor();
    await eventually(async () => expect(await page.title()).toMatch(/^Models - Anomalies/));
  });

  it('should evaluate the active version, and back-test it on the last week', async () => {
    const page = await kibana.open(`/app/anomalies/models${PERIOD}`);
    const active = page
      .locator('[data-test-subj^="anomaliesModel-"]')
      .filter({ hasText: 'Active' });
    await active.locator(subject('anomaliesModelEvaluate')).click();
    await page.locator(subject('anomaliesVersionHeadline')).waitFor();
    await page.locator(subject('anomaliesThresholdMeaning')).waitFor();
    await page.click(subject('anomaliesBacktestStart'));
    const result = page.locator(subject('anomaliesBacktestResult'));
    await result.waitFor({ timeout: TRAIN_TIMEOUT_MS });
    expect(await result.innerText()).toMatch(/It would have flagged .* lines a day/);
  });
});
