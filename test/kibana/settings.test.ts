import { subject, useKibana } from './helpers/kibana';

const kibana = useKibana();

kibana.describe('settings', () => {
  it('should show how the lines are read', async () => {
    const page = await kibana.open('/app/anomalies/settings');
    await page
      .locator(`${subject('anomaliesSamples')} li`)
      .first()
      .waitFor();
    expect(await page.innerText(subject('anomaliesPreviewAmount'))).toMatch(/[1-9][\d,]* lines/);
  });

  it('should show every section, and throw away what is not to be saved', async () => {
    const page = await kibana.open('/app/anomalies/settings');
    const parts = [
      ['notifications', 'anomaliesNotifiers'],
      ['verdicts', 'anomaliesVerdicts'],
      ['retention', 'anomaliesRetention'],
      ['dashboards', 'anomaliesDashboards'],
      ['budget', 'anomaliesBudget'],
    ];
    for (const [section, part] of parts) {
      await page.click(subject(`anomaliesSettings-${section}`));
      await page.locator(subject(part)).waitFor();
    }
    const perDay = page.locator(subject('anomaliesBudgetPerDay'));
    const before = await perDay.inputValue();
    await perDay.fill('7');
    await page.click(subject('anomaliesSettingsDiscard'));
    await page.locator(subject('anomaliesSaveBar')).waitFor({ state: 'detached' });
    expect(await perDay.inputValue()).toBe(before);
  });
});
