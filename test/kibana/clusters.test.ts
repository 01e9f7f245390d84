import { PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana();

kibana.describe('clusters', () => {
  it('should group the patterns, open a cluster and group in another way', async () => {
    const page = await kibana.open(`/app/anomalies/clusters${PERIOD}`);
    await page.locator(subject('anomaliesClusterMap')).waitFor();
    expect(await page.innerText(subject('anomaliesClusterSentence'))).toMatch(/^[1-9]\d* patterns/);
    await page.click(subject('anomaliesCluster-0'));
    await page
      .locator(`${subject('anomaliesClusterPatterns')} li`)
      .first()
      .waitFor();
    await page.locator(subject('anomaliesClusterAlgorithm')).getByText('DBSCAN').click();
    await page.waitForURL(/algorithm:dbscan/);
    await page.locator(subject('anomaliesClusterAlike')).waitFor();
  });
});
