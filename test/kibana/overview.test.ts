import { PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana();

kibana.describe('the overview', () => {
  it('should tell what happened, and lead to the worst of it', async () => {
    const page = await kibana.open(`/app/anomalies/overview${PERIOD}`);
    const totals = page.locator(subject('anomaliesTotals'));
    await totals.waitFor();
    expect(await totals.innerText()).toMatch(/^[\d,]+ of [\d,]+ lines flagged/);
    await page.locator(subject('anomaliesTimeline')).waitFor();
    // The worst incident, where there is one; else the strangest line.
    const toLine = page.locator(subject('anomaliesShowWorst'));
    const toIncident = page.locator(subject('anomaliesOpenWorstIncident'));
    await toLine.or(toIncident).click();
    await page.waitForURL(/\/anomalies\/(anomalies\?|incidents\/).*from:now-30d/);
    const why = page.locator(subject('anomaliesWhy'));
    await why.or(page.locator(subject('anomaliesIncidentSentence'))).waitFor();
  });
});
