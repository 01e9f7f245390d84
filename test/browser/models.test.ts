import type { Model } from '../../common/api/models/schema';
import { subject, useApp } from './helpers/app';
import { eventually } from './helpers/eventually';

const app = useApp();

app.describe('the models', () => {
  it('should train another version, roll back, take that back, and delete a version after asking', async () => {
    const { page, complaints } = await app.open('/app/anomalies/models');
    await page.locator(subject('anomaliesModel-server-logs-v1')).waitFor();
    expect(await page.locator(subject('anomaliesModelMeaning')).innerText()).toContain(
      'server-logs-v1 flags from score',
    );

    await page.click(subject('anomaliesNewModel'));
    await page.fill(subject('anomaliesTrainBudget'), '5');
    await page.locator(subject('anomaliesTrainAdvanced')).getByRole('button').first().click();
    await page.fill(subject('anomaliesTrainWindowMinutes'), '10');
    await page.click(subject('anomaliesTrainStart'));
    await page.waitForURL(/\/overview/, { timeout: 60_000 });

    await page.click(subject('anomaliesTab-models'));
    const second = page.locator(subject('anomaliesModel-server-logs-v2'));
    await second.waitFor();
    expect(await second.innerText()).toContain('Active');
    const trained = await app.sidecar?.get<Model>('/v1/models/server-logs-v2');
    expect(trained?.body.units?.windows?.window_seconds).toBe(600);

    const first = page.locator(subject('anomaliesModel-server-logs-v1'));
    const rollBack = page.locator(subject('anomaliesRollBackRow'));
    expect(await rollBack.innerText()).toContain('server-logs-v1 was active before');
    await page.click(subject('anomaliesRollBack'));
    await eventually(async () => expect(await first.innerText()).toContain('Active'));
    await rollBack.waitFor({ state: 'detached' });
    await page.click(subject('anomaliesActivationUndo'));
    await eventually(async () => expect(await second.innerText()).toContain('Active'));
    await rollBack.waitFor();

    await first.locator(subject('anomaliesModelActivate')).click();
    await eventually(async () => expect(await first.innerText()).toContain('Active'));
    await second.locator(subject('anomaliesModelDelete')).click();
    const modal = page.locator(subject('anomaliesDeleteModal'));
    await modal.getByRole('button', { name: 'Delete', exact: true }).click();
    await second.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('should count each line once although two models scored it', async () => {
    const { page } = await app.open('/app/anomalies/overview?_g=(time:(from:now-3d,to:now))');
    const totals = page.locator(subject('anomaliesTotals'));
    await totals.waitFor();
    expect(await totals.innerText()).toContain('of 2,402 lines');
  });
});
