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
});
