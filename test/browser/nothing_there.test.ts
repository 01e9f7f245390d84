import { subject, useApp } from './helpers/app';

const app = useApp({ logs: false });

app.describe('without logs', () => {
  it('should say where it looked for logs and what to do', async () => {
    const { page, complaints } = await app.open('/app/anomalies');
    const prompt = page.locator(subject('anomaliesNoLogs'));
    await prompt.waitFor();
    expect(await prompt.innerText()).toContain('No logs found in server-logs-*');
    expect(complaints).toEqual([]);
  });

  it('should let the source be set before there is anything in it', async () => {
    const { page, complaints } = await app.open('/app/anomalies/settings');
    await page.locator(subject('anomaliesNoIndex')).waitFor();
    await page.click(subject('anomaliesSettings-verdicts'));
    await page.locator(subject('anomaliesNoVerdicts')).waitFor();
    await page.click(subject('anomaliesSettings-budget'));
    const budget = page.locator(subject('anomaliesActiveBudget'));
    expect(await budget.innerText()).toContain('No model is active');
    expect(complaints).toEqual([]);
  });
});
