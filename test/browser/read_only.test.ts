import type { Page } from 'playwright-core';
import { subject, useApp } from './helpers/app';

const app = useApp();
const REVIEW = '/app/anomalies/anomalies?_g=(time:(from:now-3d,to:now))';

/** What the server says to a request that no control of the page would send. */
const statusOf = (page: Page, path: string, body: object = {}): Promise<number> =>
  page.evaluate(
    async ([url, json]) => {
      const headers = { 'content-type': 'application/json', 'kbn-xsrf': 'test' };
      return (await fetch(url, { method: 'POST', headers, body: json })).status;
    },
    [path, JSON.stringify(body)] as const,
  );

app.describe('with fewer privileges than all', () => {
  it('should let a reader look at everything, and say why nothing can be changed', async () => {
    const { page, complaints } = await app.openAs(['read'], REVIEW);
    await page.locator(subject('anomaliesRow')).first().click();
    const judge = page.locator(subject('anomaliesJudge-true'));
    await judge.waitFor();
    expect(await judge.isDisabled()).toBe(true);

    await page.click(subject('anomaliesTab-models'));
    const note = page.locator(subject('anomaliesModelsReadOnly'));
    expect(await note.innerText()).toContain('not train or choose models');
    await page.locator(subject('anomaliesModels')).waitFor();
    for (const control of ['NewModel', 'ModelDelete', 'RollBack', 'NewSchedule'])
      expect(await page.locator(subject(`anomalies${control}`)).count()).toBe(0);

    await page.click(subject('anomaliesTab-settings'));
    const locked = page.locator(subject('anomaliesSettingsReadOnly'));
    await locked.waitFor();
    expect(await locked.innerText()).toContain('not change settings');
    await page.click(subject('anomaliesSettings-verdicts'));
    await page.locator(subject('anomaliesNoVerdicts')).waitFor();
    expect(await locked.innerText()).toContain('not judge');
    expect(complaints).toEqual([]);
  });

  it('should refuse on the server what the page does not offer', async () => {
    const { page } = await app.openAs(['read'], REVIEW);
    await page.locator(subject('anomaliesRow')).first().waitFor();
    const before = await app.sidecar!.get('/v1/models');
    for (const path of ['labels', 'jobs', 'models/rollback', 'settings', 'preview', 'dashboards'])
      expect({ path, status: await statusOf(page, `/api/anomalies/${path}`) }).toEqual({
        path,
        status: 403,
      });
    expect((await app.sidecar!.get('/v1/models')).body).toEqual(before.body);
  });

  it('should let one who may judge do that, and nothing more', async () => {
    const { page, complaints } = await app.openAs(['minimal_read', 'label'], REVIEW);
    await page.locator(subject('anomaliesRow')).first().click();
    await page.click(subject('anomaliesJudge-true'));
    await page.locator(subject('anomaliesJudge-true')).and(page.locator(':enabled')).waitFor();
    const { body } = await app.sidecar!.get<{ labels: unknown[] }>('/v1/labels');
    expect(body.labels).toHaveLength(1);
    await page.goto(new URL('/app/anomalies/models', page.url()).href);
    await page.locator(subject('anomaliesModelsReadOnly')).waitFor();
    expect(await statusOf(page, '/api/anomalies/jobs', { type: 'train' })).toBe(403);
    expect(complaints.filter((text) => !text.includes('403'))).toEqual([]);
  });
});
