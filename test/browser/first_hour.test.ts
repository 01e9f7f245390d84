import { subject, useApp } from './helpers/app';

const app = useApp({ trained: false });

app.describe('the first hour', () => {
  it('should show what was found, train with one button, show progress and end on the overview', async () => {
    const { page, complaints } = await app.open('/app/anomalies');
    await page.waitForURL(/\/models/);
    const panel = page.locator(subject('anomaliesFirstHour'));
    await panel.waitFor();
    expect(await panel.locator('h2').innerText()).toContain('2,402 lines of 2 days, from 2 hosts');
    expect(await panel.locator(`${subject('anomaliesSamples')} li`).count()).toBe(5);
    expect(await page.locator(subject('anomaliesTab-overview')).isDisabled()).toBe(true);

    await page.click(subject('anomaliesTrain'));
    const progress = page.locator(subject('anomaliesJobProgress'));
    await progress.waitFor();
    expect(await progress.innerText()).toContain('Training a model');

    await page.waitForURL(/\/overview/, { timeout: 60_000 });
    const totals = page.locator(subject('anomaliesTotals'));
    await totals.waitFor();
    expect(await totals.innerText()).toMatch(/^[\d,]+ of 2,402 lines flagged$/);
    expect(complaints).toEqual([]);
  });
});
