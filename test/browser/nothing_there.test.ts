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
});
