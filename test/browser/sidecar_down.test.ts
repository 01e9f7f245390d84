import { subject, useApp } from './helpers/app';

const app = useApp({ logs: false, sidecar: false });

app.describe('without the sidecar', () => {
  it('should say how it is started, and still show the page', async () => {
    const { page } = await app.open('/app/anomalies');
    const callout = page.locator(subject('anomaliesSidecarDown'));
    await callout.waitFor();
    expect(await callout.innerText()).toContain('npm start');
    await page.locator(subject('anomaliesNothingScored')).waitFor();
    expect(await page.locator('h1').innerText()).toBe('Anomalies');
  });

  it('should say on the settings page that they cannot be read', async () => {
    const { page } = await app.open('/app/anomalies/settings');
    await page.locator(subject('anomaliesError-sidecar_unreachable')).waitFor();
  });

  it('should say on the page of one version that it cannot be read', async () => {
    const { page } = await app.open('/app/anomalies/models/server-logs-v1');
    await page.locator(subject('anomaliesError-sidecar_unreachable')).waitFor();
  });

  it('should not show an endless wait on the models page', async () => {
    const { page } = await app.open('/app/anomalies/models');
    await page.locator(subject('anomaliesError-sidecar_unreachable')).waitFor();
  });
});
