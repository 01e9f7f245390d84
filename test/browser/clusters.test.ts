import { addDocuments } from '../integration/helpers/sidecar';
import { subject, useApp } from './helpers/app';
import { eventually } from './helpers/eventually';

const app = useApp();
const CLUSTERS = '/app/anomalies/clusters?_g=(time:(from:now-3d,to:now))';

app.describe('the clusters', () => {
  it('should group the patterns, open a cluster, mark a pattern, and lead to its flagged lines', async () => {
    const { page, complaints } = await app.open(CLUSTERS);
    const sentence = page.locator(subject('anomaliesClusterSentence'));
    await sentence.waitFor();
    const patterns = Number(/^(\d+) patterns/.exec(await sentence.innerText())?.[1]);
    const clusters = page.locator(`${subject('anomaliesClusterList')} > li`);
    const counts = await clusters.locator('.anmClusterList__name').allInnerTexts();
    const listed = counts.map((text) => Number(/(\d+) patterns?,/.exec(text)?.[1]));
    expect(listed.reduce((sum, count) => sum + count, 0)).toBe(patterns);
    const lines = counts.map((text) => Number(/([\d,]+) lines?/.exec(text)?.[1].replace(',', '')));
    // Each line of the period that the model has a pattern for.
    expect(lines.reduce((sum, count) => sum + count, 0)).toBe(app.lines);

    await page.click(subject('anomaliesCluster-0'));
    await page.waitForURL(/cluster:0/);
    const rows = page.locator(`${subject('anomaliesClusterPatterns')} li`);
    expect(await rows.count()).toBe(listed[0]);
    await rows.first().getByRole('button').click();
    await page.waitForURL(/pattern:/);
    await page.locator(`${subject('anomaliesClusterPatterns')} li[aria-current]`).waitFor();

    const flagged = counts.findIndex((text) => !text.includes('none flagged'));
    await clusters.nth(flagged).locator('.anmClusterList__button').click();
    if (flagged === 0) await clusters.nth(0).locator('.anmClusterList__button').click();
    await page.click(subject('anomaliesClusterFlagged'));
    await page.locator(subject('anomaliesRow')).first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('should group in other ways, and say what was chosen', async () => {
    const { page, complaints } = await app.open(CLUSTERS);
    await page.locator(subject('anomaliesClusterSentence')).waitFor();
    await page.fill(subject('anomaliesClusterK'), '3');
    await page.keyboard.press('Enter');
    await page.waitForURL(/k:3/);
    const clusters = page.locator(`${subject('anomaliesClusterList')} > li`);
    await eventually(async () => expect(await clusters.count()).toBe(3));
    for (const name of ['DBSCAN', 'Hierarchical']) {
      await page.locator(subject('anomaliesClusterAlgorithm')).getByText(name).click();
      await page.waitForURL(new RegExp(`algorithm:${name.toLowerCase()}`));
      await eventually(async () =>
        expect(
          await page.locator(subject('anomaliesClusterAlike')).getAttribute('placeholder'),
        ).toMatch(/^\d+ \(chosen\)$/),
      );
    }
    await page.click(`${subject('anomaliesClusterTable')} .euiAccordion__button`);
    await page
      .locator(`${subject('anomaliesClusterTable')} tbody tr`)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it('should say so when the model knows too few patterns', async () => {
    await addDocuments(
      app.client,
      'server-logs-one',
      Array.from({ length: 300 }, (_, i) => ({
        '@timestamp': new Date(Date.now() - i * 60_000).toISOString(),
        message: 'heartbeat',
        host: { name: 'web-1' },
      })),
    );
    await app.sidecar?.runJob({ type: 'train', index: 'server-logs-one', backfill: false });
    const { page, complaints } = await app.open(CLUSTERS);
    await page.locator(subject('anomaliesClustersEmpty')).waitFor();
    expect(complaints).toEqual([]);
  });

  it('should say that the sidecar does not answer', async () => {
    await app.sidecar?.stop();
    const { page } = await app.open(CLUSTERS);
    await page.locator(subject('anomaliesError-sidecar_unreachable')).waitFor();
  });
});
