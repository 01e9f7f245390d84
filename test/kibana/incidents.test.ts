import { ensureDataView } from './helpers/data_view';
import { eventually, PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana();

kibana.describe('incidents', () => {
  it('should lead from the overview to an incident, take a verdict and take it back', async () => {
    const page = await kibana.open(`/app/anomalies/overview${PERIOD}`);
    const panel = page.locator(subject('anomaliesOpenIncidentsPanel'));
    await panel.locator(subject('anomaliesIncidentRow')).first().getByRole('link').first().click();
    const sentence = page.locator(subject('anomaliesIncidentSentence'));
    await sentence.waitFor();
    await eventually(async () => expect(await page.title()).toMatch(/ - Incidents - Anomalies - /));
    const crumbs = page.locator(subject('breadcrumbs')).locator('li');
    expect((await crumbs.allInnerTexts()).slice(0, 2)).toEqual(['Anomalies', 'Incidents']);

    await page.click(subject('anomaliesJudgeIncident-confirmed'));
    await page.locator(subject('anomaliesIncidentVerdict')).waitFor();
    await page.click(subject('anomaliesIncidentUndo'));
    await page.locator(subject('anomaliesJudgeIncident-confirmed')).waitFor();
  });

  it('should show the logs of an incident in Discover', async () => {
    await ensureDataView(kibana);
    const page = await kibana.open(`/app/anomalies/incidents${PERIOD}`);
    await page.locator(subject('anomaliesIncidentRow')).first().getByRole('link').first().click();
    await page.click(subject('anomaliesIncidentDiscover'));
    await page.waitForURL(/\/app\/discover/);
    const hits = page.locator(subject('unifiedHistogramQueryHits'));
    await eventually(async () => expect(await hits.innerText()).toMatch(/^[1-9]/));
  });
});
