import { APP_API } from '../../common/app_api/paths';
import type { DashboardsStatus } from '../../common/app_api/dashboards/schema';
import { LOG_ANOMALY_RULE_TYPE } from '../../common/rule_types/ids';
import { eventually, PERIOD, subject, useKibana } from './helpers/kibana';
import { testRules } from './helpers/test_rules';

const kibana = useKibana();
const rules = testRules(kibana);
const SETTINGS = '/app/anomalies/settings?_a=(section:dashboards)';
const SPACE = 'anomalies-test';
/** Dashboards of the last 24 hours have nothing to show where the sample logs are older. */
const TIME = '?_g=(time:(from:now-30d,to:now))';
const PANELS_MS = 60_000;

const statusIn = (space: string) =>
  kibana.call<DashboardsStatus>('GET', `${space}${APP_API.dashboards}`);

/** Presses "Install" in the settings and waits until all objects are there. */
async function install(space = ''): Promise<void> {
  const page = await kibana.open(`${space}${SETTINGS}`);
  const answer = page.waitForResponse(
    (response) =>
      response.url().endsWith(APP_API.dashboards) && response.request().method() === 'POST',
  );
  await page.click(subject('anomaliesDashboardsInstall'));
  expect((await answer).status()).toBe(200);
  await page.locator(subject('anomaliesDashboardsRemove')).waitFor();
}

/** Opens each dashboard: all of its panels are drawn, none is empty or in error. */
async function expectDataIn(space = ''): Promise<void> {
  const { dashboards } = await statusIn(space);
  expect(dashboards).toHaveLength(2);
  for (const { id, title } of dashboards) {
    const page = await kibana.open(`${space}/app/dashboards#/view/${id}${TIME}`);
    await page.getByRole('heading', { name: title }).first().waitFor();
    const panels = page.locator(subject('embeddablePanel'));
    await eventually(async () => {
      expect(await panels.count()).toBeGreaterThanOrEqual(3);
      expect(await page.locator('[data-render-complete=false]').count()).toBe(0);
      expect((await panels.allInnerTexts()).join('\n')).not.toContain('No results found');
      const failures =
        '[data-test-subj*="embeddable-lens-failure"], [data-test-subj=embeddableError]';
      expect(await page.locator(failures).count()).toBe(0);
    }, PANELS_MS);
  }
}

async function removeSpace(): Promise<void> {
  const spaces = await kibana.call<{ id: string }[]>('GET', '/api/spaces/space');
  if (!spaces.some(({ id }) => id === SPACE)) return;
  await kibana.call('DELETE', `/api/spaces/space/${SPACE}`);
}

kibana.describe('the dashboards', () => {
  afterAll(async () => {
    await rules.remove();
    await kibana.call('DELETE', APP_API.dashboards);
    await removeSpace();
  });

  it('should be installed from the settings, and have data in all of their panels', async () => {
    await kibana.call('DELETE', APP_API.dashboards);
    await install();
    await expectDataIn();
  });

  it('should not be there twice when they are installed anew', async () => {
    await install();
    const { installed, total } = await statusIn('');
    expect(installed).toBe(total);
    const { total: found } = await kibana.call<{ total: number }>(
      'GET',
      '/api/saved_objects/_find?type=dashboard&search_fields=title&search=Anomalies*',
    );
    expect(found).toBe(2);
  });

  it('should be removed from the settings', async () => {
    const page = await kibana.open(SETTINGS);
    await page.click(subject('anomaliesDashboardsRemove'));
    await page.click(subject('confirmModalConfirmButton'));
    await page.locator(subject('anomaliesDashboardsRemove')).waitFor({ state: 'detached' });
    expect(await statusIn('')).toMatchObject({ installed: 0 });
  });

  it('should be of one space, as rules are', async () => {
    await removeSpace();
    await kibana.call('POST', '/api/spaces/space', { id: SPACE, name: 'Anomalies test' });
    const space = `/s/${SPACE}`;
    const page = await kibana.open(`${space}/app/anomalies/overview${PERIOD}`);
    expect(await page.locator(subject('anomaliesTotals')).innerText()).toMatch(
      /^[\d,]+ of [\d,]+ lines flagged/,
    );
    await install(space);
    await expectDataIn(space);
    expect(await statusIn('')).toMatchObject({ installed: 0 });

    // Any flagged line of the last days will do: it is the link that is looked at.
    const name = 'rule of a space';
    const id = await rules.create({
      name,
      type: LOG_ANOMALY_RULE_TYPE,
      params: { count: 0, windowSize: 1, windowUnit: 'd', maxAgeMinutes: 10_080 },
      detail: '{{{context.topLinesText}}}',
      space,
    });
    await eventually(async () => expect(await rules.notices(name)).not.toEqual([]), PANELS_MS);
    const [{ link, detail }] = await rules.notices(name);
    expect(link).toContain(`${space}/app/anomalies/anomalies?`);
    expect(detail).not.toBe('');
    await expect(kibana.call('GET', `/api/alerting/rule/${id}`)).rejects.toThrow(/404/);
  });
});
