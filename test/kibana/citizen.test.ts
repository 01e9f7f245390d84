import { eventually, PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana();

kibana.describe('what Kibana offers around the app', () => {
  it('should find a page in the search of the header', async () => {
    const page = await kibana.open('/app/home');
    // The home page takes the focus when it is drawn, which closes the search.
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.click(subject('nav-search-input'));
    await page.fill(subject('nav-search-input'), 'outliers');
    const option = page.locator(subject('nav-search-option')).filter({ hasText: 'Anomalies' });
    await option.first().click();
    await page.waitForURL(/\/app\/anomalies\/anomalies/);
  });

  it('should have links in the help menu, and the steps of the set-up behind one', async () => {
    const page = await kibana.open(`/app/anomalies/models${PERIOD}`);
    await page.locator(subject('anomaliesModels')).waitFor();
    await page.click(subject('helpMenuButton'));
    await page.locator(subject('anomaliesHelpSources')).waitFor();
    const href = await page.locator(subject('anomaliesHelpSetUp')).getAttribute('href');
    await kibana.open(href ?? '');
    await page.getByText('Start the sidecar').waitFor();
    await page.getByRole('button', { name: 'Look for logs' }).click();
    await page.getByText('There are logs. Open Anomalies and press Train.').waitFor();
  });

  it('should know the parts of the privilege', async () => {
    const features = await kibana.call<
      { id: string; subFeatures: { privilegeGroups: { privileges: { id: string }[] }[] }[] }[]
    >('GET', '/api/features');
    const feature = features.find(({ id }) => id === 'anomalies');
    const parts = feature?.subFeatures.flatMap(({ privilegeGroups }) =>
      privilegeGroups.flatMap(({ privileges }) => privileges.map(({ id }) => id)),
    );
    expect(parts).toEqual(['label', 'train', 'manage']);
  });

  it('should show the logs of a line in Discover from its row, with a filter of its host', async () => {
    const page = await kibana.open(`/app/anomalies/anomalies${PERIOD}`);
    const row = page.locator(subject('anomaliesRow')).filter({ hasNotText: 'unusually' }).first();
    await row.locator(subject('anomaliesDiscoverIcon')).click();
    await page.waitForURL(/\/app\/discover/);
    const hits = page.locator(subject('unifiedHistogramQueryHits'));
    await eventually(async () => expect(await hits.innerText()).toMatch(/^[1-9]/));
    const around = Number((await hits.innerText()).replaceAll(',', '').match(/^\d+/)?.[0]);
    await page.getByText('This line alone').click();
    await page.click(subject('disableFilter'));
    await eventually(async () => expect(await hits.innerText()).toMatch(/^1\b/));
    expect(around).toBeGreaterThanOrEqual(1);
  });

  it('should show all flagged lines of the period in Discover, beside their scores', async () => {
    const page = await kibana.open(`/app/anomalies/overview${PERIOD}`);
    await page
      .locator(subject('anomaliesTimeline'))
      .locator(subject('anomaliesDiscoverIcon'))
      .click();
    await page.waitForURL(/\/app\/discover/);
    const hits = page.locator(subject('unifiedHistogramQueryHits'));
    await eventually(async () => expect(await hits.innerText()).toMatch(/^[1-9]/));
  });
});
