import { PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana();

kibana.describe('the forecast', () => {
  it('should say what is to be expected, and how well that was known before', async () => {
    const page = await kibana.open(`/app/anomalies/forecast${PERIOD}`);
    await page.locator(subject('anomaliesForecastChart')).waitFor();
    expect(await page.innerText(subject('anomaliesForecastSentences'))).toMatch(
      /about [\d,.]+ lines (?:are|were) expected/,
    );
    const models = page.locator(`${subject('anomaliesBacktest')} tbody tr`);
    expect(await models.count()).toBeGreaterThanOrEqual(2);
    await page.selectOption(subject('anomaliesForecastHorizon'), '3d');
    await page.waitForURL(/horizon:(?:'|%27)3d/);
  });
});
