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
});
