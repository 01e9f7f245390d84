import { PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana();

kibana.describe('the overview', () => {
  it('should tell what happened, and lead to the lines of a lane', async () => {
    const page = await kibana.open(`/app/anomalies/overview${PERIOD}`);
    const totals = page.locator(subject('anomaliesTotals'));
    await totals.waitFor();
    expect(await totals.innerText()).toMatch(/^[\d,]+ of [\d,]+ lines flagged/);
    await page.locator(subject('anomaliesTimeline')).waitFor();
    await page.click(subject('anomaliesShowWorst'));
    await page.waitForURL(/\/anomalies\/anomalies\?.*from:now-30d/);
    await page.locator(subject('anomaliesWhy')).waitFor();
  });
});
