import { eventually, PERIOD, subject, useKibana } from './helpers/kibana';

const kibana = useKibana();

kibana.describe('patterns', () => {
  it('should show what a pattern leaves open, watch it and take that back', async () => {
    const page = await kibana.open(`/app/anomalies/patterns${PERIOD}`);
    const rows = page.locator(subject('anomaliesPatternRow'));
    await rows.first().waitFor();
    expect(await page.innerText(subject('anomaliesPatternSummary'))).toMatch(
      /[1-9][\d,]* patterns in [1-9][\d,]* lines/,
    );
    await rows.first().click();
    const flyout = page.locator(subject('anomaliesPatternFlyout'));
    await flyout.locator(subject('anomaliesPatternSamples')).waitFor();
    await flyout.locator(subject('anomaliesWatch')).click();
    await page.locator(subject('anomaliesWatched')).waitFor();
    await page.locator(subject('anomaliesUndo')).click();
    await page.locator(subject('anomaliesUnwatched')).waitFor();
  });

  it('should compare with the period before, kept in the address', async () => {
    const page = await kibana.open('/app/anomalies/patterns?_g=(time:(from:now-10d,to:now))');
    await page.locator(subject('anomaliesPatternRow')).first().waitFor();
    await page.selectOption(subject('anomaliesCompare'), 'before');
    await page.waitForURL(/compare:\(with:before\)/);
    await eventually(() => page.getByText(/Compared with [\d,]+ lines from/).waitFor());
  });
});
