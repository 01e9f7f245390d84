import { subject, useApp } from './helpers/app';

const app = useApp();
const TWO_DAYS = '?_g=(time:(from:now-3d,to:now))';

app.describe('the overview', () => {
  it('should show counts that are those in Elasticsearch', async () => {
    const { page, complaints } = await app.open(`/app/anomalies/overview${TWO_DAYS}`);
    const totals = page.locator(subject('anomaliesTotals'));
    await totals.waitFor();
    const { count } = await app.client.count({
      index: 'anomalies-server-logs-*',
      query: { term: { 'anomaly.suppressed': false } },
    });
    expect(await totals.innerText()).toBe(`${count.toLocaleString('en')} of 2,402 lines flagged`);
    expect(count).toBeGreaterThanOrEqual(2);
    expect(complaints).toEqual([]);
  });

  it('should say where the lines are when there are none in the period', async () => {
    const { page } = await app.open(
      "/app/anomalies/overview?_g=(time:(from:'2020-01-01T00:00:00.000Z',to:'2020-01-02T00:00:00.000Z'))",
    );
    await page.locator(subject('anomaliesNothingScored')).waitFor();
    await page.click('text=Show the seven days up to then');
    await page.locator(subject('anomaliesTotals')).waitFor();
  });

  it('should keep the lane that was chosen in the address', async () => {
    const { page } = await app.open(`/app/anomalies/overview${TWO_DAYS}`);
    await page.locator(subject('anomaliesViewBy')).getByText('Pattern').click();
    await page.waitForURL(/viewBy:pattern/);
  });

  it('should lead from the name of a lane to its lines', async () => {
    const { page, complaints } = await app.open(`/app/anomalies/overview${TWO_DAYS}`);
    const lane = page.locator('.anmTimeline__laneLabels a').first();
    const host = await lane.innerText();
    await lane.press('Enter');
    await page.waitForURL((url) => decodeURIComponent(url.href).includes(`host:!(${host})`));
    await page.locator(subject('anomaliesRow')).first().waitFor();
    expect(complaints).toEqual([]);
  });
});
