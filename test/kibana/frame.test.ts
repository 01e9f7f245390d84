import type { AnomalyRow } from '../../common/app_api/search/schema';
import { ensureDataView } from './helpers/data_view';
import { eventually, PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana();
const OVERVIEW = `/app/anomalies/overview${PERIOD}`;

kibana.describe('the frame', () => {
  it('should be reached from the side navigation, under Observability', async () => {
    const page = await kibana.open(OVERVIEW);
    await page.click(subject('toggleNavButton'));
    const group = page.locator(subject('collapsibleNavGroup-observability'));
    await group.getByText('Anomalies', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('should say where one is in breadcrumbs and title', async () => {
    const page = await kibana.open(OVERVIEW);
    await page.locator(subject('anomaliesTotals')).waitFor();
    await eventually(async () => expect(await page.title()).toMatch(/^Overview - Anomalies - /));
    const crumbs = page.locator(subject('breadcrumbs'));
    expect(await crumbs.locator('li').allInnerTexts()).toEqual(['Anomalies', 'Overview']);

    await page.click(subject('anomaliesTab-models'));
    await eventually(async () => expect(await page.title()).toMatch(/^Models - Anomalies - /));
    await crumbs.getByText('Anomalies').click();
    await page.waitForURL(/\/overview/);
  });

  it('should have the one time picker in the header', async () => {
    const page = await kibana.open(OVERVIEW);
    const header = page.locator(subject('headerGlobalNav'));
    await header.getByText('Last 30 days').click();
    await page.locator(subject('superDatePickerToggleQuickMenuButton')).click();
    await page.getByRole('button', { name: 'Last 7 days' }).click();
    await page.waitForURL(/from:now-7d/);
    await header.getByText('Last 7 days').waitFor();
  });

  it('should share the time range with the other apps, there and back', async () => {
    await ensureDataView(kibana);
    const page = await kibana.open(OVERVIEW);
    await page.locator(subject('anomaliesTotals')).waitFor();
    await goTo('Discover');
    await page.waitForURL(/discover.*from:now-30d/);
    await page.click(subject('superDatePickerToggleQuickMenuButton'));
    await page.getByRole('button', { name: 'Last 90 days' }).click();
    await page.waitForURL(/from:now-90d/);
    await goTo('Anomalies');
    await page.waitForURL(/anomalies\/overview.*from:now-90d/);
    await page.locator(subject('anomaliesTotals')).waitFor();
  });

  it("should keep to Kibana's time zone and to its dark mode", async () => {
    await kibana.set({ 'dateFormat:tz': 'Asia/Tokyo', 'theme:darkMode': true });
    const answer = kibana.page.waitForResponse(/\/api\/anomalies\/search/);
    const page = await kibana.open(`/app/anomalies/anomalies${PERIOD}`);
    const { rows } = (await (await answer).json()) as { rows: AnomalyRow[] };
    const firstAt = new Date(rows[0].document['@timestamp']);
    const first = page.locator(subject('anomaliesRow')).first();
    expect(await first.innerText()).toContain(
      firstAt.toLocaleTimeString('en-GB', { timeZone: 'Asia/Tokyo' }),
    );
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [red] = background.match(/\d+/g) ?? [];
    expect(Number(red)).toBeLessThan(64);
  });
});

/** Through the side navigation, without loading Kibana anew. */
async function goTo(app: string): Promise<void> {
  const { page } = kibana;
  await page.click(subject('toggleNavButton'));
  await page.locator(subject('collapsibleNav')).getByText(app, { exact: true }).first().click();
}
