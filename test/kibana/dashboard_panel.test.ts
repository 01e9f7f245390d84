import type { Page } from 'playwright-core';
import { PANEL_TYPE } from '../../public/dashboard_panel/panel_type';
import { eventually, PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana();
const TITLE = 'Anomalies panel test';

const panel = () => kibana.page.locator(subject('anomaliesPanel'));
const flagged = async () =>
  Number((await panel().locator(subject('anomaliesPanelFlagged')).innerText()).split(' ')[0]);
const laneLinks = () => panel().locator('.anmTimeline__laneLabels a');

async function savedDashboards(): Promise<{ id: string; attributes: { panelsJSON: string } }[]> {
  const query = `type=dashboard&search_fields=title&search=${encodeURIComponent(`"${TITLE}"`)}`;
  const { saved_objects: found } = await kibana.call<{
    saved_objects: { id: string; attributes: { panelsJSON: string } }[];
  }>('GET', `/api/saved_objects/_find?${query}`);
  return found;
}

async function removeDashboards(): Promise<void> {
  for (const { id } of await savedDashboards()) {
    await kibana.call('DELETE', `/api/saved_objects/dashboard/${id}`);
  }
}

/** Opens a dashboard anew, so that nothing is left of what was shown before. */
async function openSaved(id: string): Promise<Page> {
  await kibana.open('/app/home');
  const page = await kibana.open(`/app/dashboards#/view/${id}${PERIOD}`);
  await laneLinks().first().waitFor();
  return page;
}

async function search(page: Page, text: string): Promise<void> {
  await page.fill(subject('queryInput'), text);
  // Its suggestions would lie over the button.
  await page.keyboard.press('Escape');
  await page.click(subject('querySubmitButton'));
}

async function editPanel(page: Page): Promise<void> {
  await panel().hover();
  await page.click(subject('embeddablePanelToggleMenuIcon'));
  await page.click(subject('embeddablePanelAction-editPanel'));
  await page.locator(subject('anomaliesPanelFlyout')).waitFor();
}

async function apply(page: Page): Promise<void> {
  await page.click(subject('anomaliesPanelSave'));
  await page.locator(subject('anomaliesPanelFlyout')).waitFor({ state: 'detached' });
}

kibana.describe('swim lanes on a dashboard', () => {
  beforeAll(removeDashboards);
  afterAll(removeDashboards);

  it('should be added from the menu, show data, and be there after saving and reloading', async () => {
    const page = await kibana.open(`/app/dashboards#/create${PERIOD}`);
    await page.click(subject('dashboardEditorMenuButton'));
    await page.click(subject(`createNew-${PANEL_TYPE}`));
    await page.locator(subject('anomaliesPanelFlyout')).waitFor();
    await page.fill(subject('anomaliesPanelLanes'), '21');
    expect(await page.isDisabled(subject('anomaliesPanelSave'))).toBe(true);
    await page.fill(subject('anomaliesPanelLanes'), '5');
    await apply(page);
    await laneLinks().first().waitFor();
    const before = await flagged();
    expect(before).toBeGreaterThan(0);

    await page.click(subject('dashboardSaveMenuItem'));
    await page.fill(subject('savedObjectTitle'), TITLE);
    await page.click(subject('confirmSaveSavedObjectButton'));
    await page.waitForURL(/#\/view\//);
    await page.click(subject('dashboardViewOnlyMode'));
    const [{ id, attributes }] = await savedDashboards();
    const [saved] = JSON.parse(attributes.panelsJSON) as {
      type: string;
      embeddableConfig: object;
    }[];
    expect(saved).toMatchObject({
      type: PANEL_TYPE,
      title: 'Anomalies by host',
      embeddableConfig: { swimLanes: { viewBy: 'host', lanes: 5 } },
    });

    await openSaved(id);
    expect(await flagged()).toBe(before);
    await page.locator('[data-render-complete=true]').waitFor();
  });

  it('should be edited and saved again', async () => {
    const { page } = kibana;
    await page.click(subject('dashboardEditMode'));
    await editPanel(page);
    await page.locator(subject('anomaliesPanelViewBy')).getByText('Service').click();
    await page.fill(subject('anomaliesPanelFilter'), 'not service : apache');
    await apply(page);
    await page.getByRole('heading', { name: 'Anomalies by service' }).first().waitFor();
    const lanes = async () => (await laneLinks().allInnerTexts()).join();
    await eventually(async () => expect(await lanes()).toContain('sshd'));
    const before = await lanes();
    expect(before).not.toContain('apache');
    await page.click(subject('dashboardQuickSaveMenuItem'));
    await page.locator(subject('saveDashboardSuccess')).waitFor();
    await page.click(subject('dashboardViewOnlyMode'));
    await openSaved((await savedDashboards())[0].id);
    expect(await lanes()).toBe(before);
  });

  it('should follow the search of the dashboard, and name what it does not follow', async () => {
    const { page } = kibana;
    expect(await laneLinks().count()).toBeGreaterThan(1);
    await search(page, 'service.name : "sshd"');
    await eventually(async () => expect(await laneLinks().allInnerTexts()).toEqual(['sshd']));
    await search(page, 'geo.country : DE');
    const note = panel().locator(subject('anomaliesPanelNotFollowed'));
    await note.waitFor();
    expect(await note.innerText()).toContain('geo.country : DE');
    expect(await laneLinks().count()).toBeGreaterThan(1);
    await search(page, 'service.name : "nobody"');
    await panel().locator(subject('anomaliesPanelEmpty')).waitFor();
    await search(page, '');
    await laneLinks().first().waitFor();
  });

  it('should lead from a lane and from a cell to their lines', async () => {
    const [{ id }] = await savedDashboards();
    const page = await openSaved(id);
    const lane = await laneLinks().first().innerText();
    await laneLinks().first().press('Enter');
    await page.waitForURL((url) => url.pathname.endsWith('/app/anomalies/anomalies'));
    expect(decodeURIComponent(page.url())).toContain(`:!(${lane})`);
    expect(page.url()).toContain('from:now-30d');
    await page.locator(subject('anomaliesRow')).first().waitFor();

    await page.goBack();
    await laneLinks().first().waitFor();
    // Its own cells are drawn on a canvas: from the right, the first that leads anywhere.
    const canvas = panel().locator('canvas').last();
    const box = await canvas.boundingBox();
    if (!box) throw new Error('The lanes are not drawn.');
    await canvas.click({ position: { x: box.width - 5, y: 8 } });
    await page.waitForURL((url) => url.pathname.endsWith('/app/anomalies/anomalies'));
    const address = decodeURIComponent(page.url());
    expect(address).toContain(`:!(${lane})`);
    expect(address).toMatch(/from:'\d{4}-/);
  });

  it('should be added from the overview to a dashboard that is there', async () => {
    const page = await kibana.open(`/app/anomalies/overview${PERIOD}`);
    await page.click(subject('anomaliesAddToDashboard'));
    await page.locator(subject('anomaliesAddToDashboardWhich')).getByRole('combobox').fill(TITLE);
    await page.getByRole('option', { name: TITLE }).click();
    await page.click(subject('anomaliesAddToDashboardAdd'));
    await page.waitForURL(/app\/dashboards#\/view\//);
    await eventually(async () => expect(await panel().count()).toBe(2));
  });
});
