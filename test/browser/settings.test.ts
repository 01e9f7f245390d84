import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Label } from '../../common/api/labels/schema';
import type { Settings } from '../../common/api/settings/schema';
import { subject, useApp } from './helpers/app';
import { eventually } from './helpers/eventually';

const hooks: string[] = [];
const hookServer = createServer((request, response) => {
  request.on('data', (data: Buffer) => hooks.push(data.toString()));
  request.on('end', () => response.end('thanks'));
});
let hookHost = '';

const app = useApp({
  env: async () => {
    await new Promise<void>((resolve) => hookServer.listen(0, '127.0.0.1', resolve));
    hookHost = `127.0.0.1:${(hookServer.address() as AddressInfo).port}`;
    return { ANOMALIES_NOTIFY_ALLOWED_HOSTS: hookHost };
  },
});
const OLD_INDEX = 'anomalies-server-logs-2020.01.01';

app.describe('the settings', () => {
  const save = async (page: Awaited<ReturnType<typeof app.open>>['page']) => {
    await page.click(subject('anomaliesSettingsSave'));
    await page.locator(subject('anomaliesSaveBar')).waitFor({ state: 'detached' });
  };

  afterAll(() => {
    hookServer.closeAllConnections();
    hookServer.close();
  });

  it('should show what another field makes of the lines, save that, and go back to what was found', async () => {
    const { page, complaints } = await app.open('/app/anomalies/settings');
    const samples = page.locator(`${subject('anomaliesSamples')} li`);
    await samples.first().waitFor();
    expect(await samples.count()).toBe(5);
    const amount = page.locator(subject('anomaliesPreviewAmount'));
    expect(await amount.innerText()).toContain('2,402 lines in 1 index, from 2 hosts');
    expect(await page.locator(subject('anomaliesSaveBar')).count()).toBe(0);

    const host = page.locator(subject('anomaliesField-host'));
    await host.locator('input').fill('process.name');
    await page.locator('[role=option]', { hasText: 'process.name' }).first().click();
    await page.keyboard.press('Escape');
    await eventually(async () =>
      expect((await samples.allInnerTexts()).join()).toMatch(/host sshd/),
    );
    // The preview is of what is not saved yet.
    const { body } = await app.sidecar!.get<{ version: number }>('/v1/settings');
    expect(body.version).toBe(0);
    await save(page);
    await page.reload();
    await eventually(async () => expect(await host.innerText()).toContain('process.name'));
    await page.click(subject('anomaliesReset-ANOMALIES_FIELD_HOST'));
    await eventually(async () =>
      expect((await samples.allInnerTexts()).join()).toMatch(/host web-1/),
    );
    await save(page);
    expect(complaints).toEqual([]);
  });

  it('should save a webhook, test it, and refuse a host that is not allowed', async () => {
    const { page } = await app.open('/app/anomalies/settings?_a=(section:notifications)');
    await page.click(subject('anomaliesAddNotifier-webhook'));
    const test = page.locator(subject('anomaliesTest-webhook-1'));
    expect(await test.isDisabled()).toBe(true);
    await page.fill(subject('anomaliesWebhookUrl'), 'http://169.254.169.254/latest/meta-data');
    await page.click(subject('anomaliesSettingsSave'));
    const refused = page.locator(subject('anomaliesSettingsNotSaved'));
    await refused.waitFor();
    expect(await refused.innerText()).toContain('ANOMALIES_NOTIFY_ALLOWED_HOSTS');
    await page.fill(subject('anomaliesWebhookUrl'), `http://${hookHost}/hook`);
    await page.click(subject('anomaliesAddRule-incident'));
    await save(page);
    await test.click();
    await page.locator(subject('anomaliesNotifierTested')).waitFor();
    expect(hooks.some((body) => body.includes('Test of Anomalies'))).toBe(true);
  });

  it('should say what a rule does in words, and what is wrong where it is wrong', async () => {
    const { page, complaints } = await app.open(
      '/app/anomalies/settings?_a=(section:notifications)',
    );
    const text = page.locator(subject('anomaliesRuleText-count-1'));
    await page.click(subject('anomaliesAddRule-count'));
    expect(await text.innerText()).toBe(
      'More than 5 lines of severity Major or worse in 5 minutes, to Webhook.',
    );
    await page.click(`${subject('anomaliesRuleMore-count-1')} button`);
    const more = page.locator(subject('anomaliesRuleMore-count-1'));
    await more.locator(`${subject('anomaliesRuleHosts')} input`).fill('web-*');
    await page.keyboard.press('Enter');
    await more.locator(subject('anomaliesAddQuiet')).click();
    await more.locator(subject('anomaliesRuleDigest')).selectOption('daily');
    expect(await text.innerText()).toBe(
      'More than 5 lines of severity Major or worse in 5 minutes, on host web-*, to Webhook, summed up daily at 08:00, quiet 22:00–07:00.',
    );
    await save(page);
    // What was saved is open, since it is used; and no toast lies over the button.
    await page.reload();
    const { body } = await app.sidecar!.get<Settings>('/v1/settings');
    expect(body.values.notifications.rules.find(({ id }) => id === 'count-1')).toMatchObject({
      hosts: ['web-*'],
      digest: { kind: 'daily', at: '08:00' },
      quiet: { windows: [{ from: '22:00', to: '07:00' }] },
    });

    // The sidecar says which field is wrong, the page shows it there until it is another.
    await more.locator(subject('anomaliesQuietTo')).fill('22:00');
    await page.click(subject('anomaliesSettingsSave'));
    await page.locator(subject('anomaliesSettingsNotSaved')).waitFor();
    await more.getByText('leave no time to tell anything').waitFor();
    await more.locator(subject('anomaliesQuietTo')).fill('06:00');
    await more.getByText('leave no time to tell anything').waitFor({ state: 'detached' });

    const hook = page.locator(subject('anomaliesNotifier-webhook-1'));
    await hook.locator(subject('anomaliesWebhookBody')).fill('{"text": "{{titel}}"}');
    await hook.getByText('There is no placeholder {{titel}}.').waitFor();
    await hook.locator(subject('anomaliesWebhookBody')).fill('{"text": "{{title}}"}');
    await hook
      .locator(`${subject('anomaliesTemplatePreview')} button`)
      .first()
      .click();
    await hook.getByText('12 flagged lines in 5 minutes').waitFor();
    await page.click(subject('anomaliesSettingsDiscard'));
    expect(complaints).toEqual([expect.stringContaining('400 (Bad Request)')]);
  });

  it('should take back a mute, and undo that', async () => {
    const index = 'anomalies-server-logs-*';
    await app.client.indices.refresh({ index });
    const found = await app.client.search({ index, query: { term: { 'host.name': 'db-1' } } });
    const [hit] = found.hits.hits;
    const muted = await app.sidecar!.post<{ label: Label; affected: number }>('/v1/labels', {
      anomaly_index: hit._index,
      anomaly_id: hit._id,
      verdict: 'mute',
      mute_seconds: 3_600,
      comment: 'disk is being replaced',
      user: 'ann',
    });
    const { id } = muted.body.label;

    const { page, complaints } = await app.open('/app/anomalies/settings?_a=(section:verdicts)');
    const row = page.locator(subject(`anomaliesVerdict-${id}`));
    await row.waitFor();
    for (const text of ['db-1', 'Muted', 'until', 'ann', 'disk is being replaced'])
      expect(await row.innerText()).toContain(text);
    await row.locator(subject('anomaliesVerdictExtend')).click();
    await page.click(subject('anomaliesMuteFor-ever'));
    await eventually(async () => expect(await row.innerText()).toContain('for ever'));
    await row.locator(subject('anomaliesVerdictRemove')).click();
    await row.waitFor({ state: 'detached' });
    await page.click(subject('anomaliesVerdictUndo'));
    await row.waitFor();
    const { body } = await app.sidecar!.get<{ labels: Label[] }>('/v1/labels');
    expect(body.labels).toEqual([{ ...muted.body.label, until: null }]);
    await row.locator(subject('anomaliesVerdictPattern')).click();
    await page.waitForURL(/\/anomalies\?/);
    await page.locator(subject('anomaliesRow')).first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('should say what a shorter retention deletes, ask, and do it', async () => {
    await app.client.indices.create({ index: OLD_INDEX });
    const { page, complaints } = await app.open('/app/anomalies/settings?_a=(section:retention)');
    const preview = page.locator(subject('anomaliesRetentionPreview'));
    await page.fill(subject('anomaliesRetention-anomalies'), '365');
    await eventually(async () => expect(await preview.innerText()).toContain('1 daily index'));
    await page.click(subject('anomaliesSettingsSave'));
    const modal = page.locator(subject('anomaliesRetentionModal'));
    await eventually(async () => expect(await modal.innerText()).toContain('1 daily index'));
    expect(await app.client.indices.exists({ index: OLD_INDEX })).toBe(true);
    await modal.getByRole('button', { name: 'Save and delete' }).click();
    const lastRun = page.locator(subject('anomaliesRetentionLastRun'));
    await eventually(async () => expect(await lastRun.innerText()).toContain('deleted 1 index'));
    expect(await app.client.indices.exists({ index: OLD_INDEX })).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('should change how much the active model flags, and warn before changes are lost', async () => {
    const { page, complaints } = await app.open('/app/anomalies/settings?_a=(section:budget)');
    await page.fill(subject('anomaliesBudgetNow'), '1');
    await page.click(subject('anomaliesBudgetApply'));
    await page.locator(subject('anomaliesBudgetApplied')).waitFor();
    const text = page.locator(subject('anomaliesActiveBudgetText'));
    await eventually(async () => expect(await text.innerText()).toContain('about 1 a day'));

    await page.fill(subject('anomaliesBudgetPerDay'), '7');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await page.click(subject('anomaliesSettings-sources'));
    await page.click(subject('anomaliesTab-models'));
    expect(asked).toEqual(['There are unsaved changes. Leave without saving them?']);
    expect(page.url()).toContain('/settings');
    await page.click(subject('anomaliesSettingsDiscard'));
    await page.locator(subject('anomaliesSaveBar')).waitFor({ state: 'detached' });
    await page.click(subject('anomaliesTab-models'));
    await page.waitForURL(/\/models/);
    expect(complaints).toEqual([]);
  });
});
