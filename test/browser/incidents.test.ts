import type { Page } from 'playwright-core';
import type { IncidentDetail } from '../../common/app_api/incidents/schema';
import type { IncidentDocument, StoredIncident } from '../../common/incident';
import { addDocuments } from '../integration/helpers/sidecar';
import { subject, useApp } from './helpers/app';
import { eventually } from './helpers/eventually';

const app = useApp();
const PERIOD = '?_g=(time:(from:now-3d,to:now))';
const INCIDENTS = 'anomalies-incidents';

/** A disk fills up on one host, and a service on another says so. */
function trouble(nowMs: number): object[] {
  const line = (host: string, service: string, atMs: number, message: string) => ({
    '@timestamp': new Date(atMs).toISOString(),
    message,
    host: { name: host },
    process: { name: service },
  });
  const startMs = nowMs - 30 * 60_000;
  return [
    ...Array.from({ length: 6 }, (_, i) =>
      line('nas-1', 'kernel', startMs + i * 2_000, `EXT4-fs error: disk sda1 is full, inode ${i}`),
    ),
    ...Array.from({ length: 10 }, (_, i) =>
      line(
        'shop-1',
        'payments',
        startMs + 15_000 + i * 1_500,
        `FATAL giving up: no answer from nas-1 at attempt ${i}`,
      ),
    ),
  ];
}

const textOf = (page: Page, name: string) => page.locator(subject(name)).first().innerText();
const countOf = async (page: Page, name: string) =>
  Number((await textOf(page, name)).replaceAll(',', ''));

app.describe('incidents', () => {
  let incident: StoredIncident;

  beforeAll(async () => {
    await addDocuments(app.client, 'server-logs-test', trouble(Date.now()));
    await app.sidecar?.waitUntil(async () => {
      const { hits } = await app.client.search<IncidentDocument>({
        index: INCIDENTS,
        query: { term: { 'incident.hosts': 'shop-1' } },
      });
      incident = hits.hits[0]?._source?.incident ?? incident;
      return incident?.lines >= 16;
    });
  }, 60_000);

  it('should lead from the overview to an incident, take a verdict, undo it, and list it', async () => {
    const { page, complaints } = await app.open(`/app/anomalies/overview${PERIOD}`);
    const panel = page.locator(subject('anomaliesOpenIncidentsPanel'));
    const row = panel.locator(subject('anomaliesIncidentRow')).filter({ hasText: 'nas-1' });
    await row.waitFor();
    const open = await countOf(page, 'anomaliesOpenCount');
    expect(await textOf(page, 'anomaliesSinceBefore')).toContain(
      `${open === 1 ? '1 waits' : `${open} wait`} for a verdict`,
    );

    // Down to it with the keyboard, and in.
    for (let i = 0; i < open && (await row.getAttribute('aria-current')) !== 'true'; i++) {
      await page.keyboard.press('j');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/incidents/${incident.id}`));
    expect(await textOf(page, 'anomaliesIncidentSentence')).toBe(incident.sentence);
    expect(await page.title()).toContain(incident.title);

    await page.fill(subject('anomaliesIncidentComment'), 'disk replaced');
    await page.click(subject('anomaliesJudgeIncident-confirmed'));
    await page.locator(subject('anomaliesIncidentJudged')).waitFor();
    const verdict = page.locator(subject('anomaliesIncidentVerdict'));
    await verdict.waitFor();
    expect(await verdict.innerText()).toMatch(/Real[^]*disk replaced/);
    const badge = page.locator(subject('anomaliesOpenIncidents'));
    await eventually(async () =>
      expect((await badge.allInnerTexts()).join()).toBe(open === 1 ? '' : String(open - 1)),
    );

    await page.click(subject('anomaliesIncidentUndo'));
    await page.locator(subject('anomaliesIncidentUndone')).waitFor();
    await page.locator(subject('anomaliesJudgeIncident-confirmed')).waitFor();
    await eventually(async () => expect(await badge.innerText()).toBe(String(open)));

    await page.locator(subject('anomaliesIncidentSentence')).click();
    await page.keyboard.press('f');
    await verdict.waitFor();
    await page.click(subject('anomaliesTab-incidents'));
    await page.locator(subject('anomaliesIncidentState')).getByText('Judged').click();
    const judged = page.locator(subject('anomaliesIncidentRow')).filter({ hasText: 'nas-1' });
    await judged.waitFor();
    expect(await judged.innerText()).toContain('False alarm');
    await judged.locator('a').first().click();
    await page.click(subject('anomaliesIncidentTakeBack'));
    await page.locator(subject('anomaliesJudgeIncident-confirmed')).waitFor();
    expect(complaints).toEqual([]);
  });

  it('should show figures that are those of its lines, and the lines by pattern and words', async () => {
    const { page, complaints } = await app.open(`/app/anomalies/incidents/${incident.id}`);
    const lines = page.locator(subject('anomaliesIncidentLine'));
    await lines.first().waitFor();
    const shown = () => textOf(page, 'anomaliesIncidentShown');
    expect(await shown()).toBe(`12 of ${incident.lines} lines, in order of time`);
    const affected = page.locator(`${subject('anomaliesIncidentAffected')} tbody td:last-child`);
    const perPlace = (await affected.allInnerTexts()).map(Number);
    expect(perPlace.reduce((sum, count) => sum + count, 0)).toBe(incident.lines);
    const events = page.locator(subject('anomaliesIncidentEvents'));
    expect(await events.innerText()).toMatch(/First sign\.[^]*Reaches shop-1\./);
    await page
      .locator(`${subject('anomaliesIncidentWhen')} ${subject('anomaliesFirstSuspect')}`)
      .waitFor();

    await page.click(subject('anomaliesIncidentMoreLines'));
    await eventually(async () => expect(await lines.count()).toBe(incident.lines));
    const tab = page.locator(subject('anomaliesIncidentPattern')).filter({ hasText: 'giving up' });
    await tab.click();
    await eventually(async () => expect(await shown()).toBe('10 of 10 lines, in order of time'));
    await page.click(subject('anomaliesIncidentFind'));
    await page.keyboard.type('attempt 7');
    await eventually(async () => expect(await lines.count()).toBe(1));
    expect(complaints).toEqual([]);

    // From the line to its reasons, and from there back to the incident.
    await lines.locator('a').first().click();
    await page.locator(`${subject('anomaliesPartOfIncident')} a`).click();
    await page.waitForURL(new RegExp(`/incidents/${incident.id}`));
  });

  it('should find incidents by host and words, and say what to do where none fits', async () => {
    const { page } = await app.open(`/app/anomalies/incidents${PERIOD}`);
    const rows = page.locator(subject('anomaliesIncidentRow'));
    await rows.first().waitFor();
    await page.fill(subject('anomaliesIncidentSearch'), 'kernel on nas-1 beg');
    await page.keyboard.press('Enter');
    await eventually(async () => expect(await rows.count()).toBe(1));
    await page.fill(subject('anomaliesIncidentSearch'), 'volcano');
    await page.keyboard.press('Enter');
    await page.locator(subject('anomaliesNoIncidents')).waitFor();
    await page.click(subject('anomaliesNoIncidentsAction'));
    await page.click(subject('anomaliesFilter-host'));
    await page.click(subject('anomaliesFacet-host-shop-1'));
    await page.waitForURL(/host:!\(shop-1\)/);
    await eventually(async () => expect(await rows.count()).toBe(1));
  });

  it('should lead from a former id to the incident, and say that an unknown one is gone', async () => {
    await app.client.update({
      index: INCIDENTS,
      id: incident.id,
      doc: { incident: { former_ids: ['an-id-of-before'] } },
      refresh: true,
    });
    const { page } = await app.open('/app/anomalies/incidents/an-id-of-before');
    await page.waitForURL(new RegExp(`/incidents/${incident.id}`));
    expect(await textOf(page, 'anomaliesIncidentSentence')).toBe(incident.sentence);

    const other = await app.open('/app/anomalies/incidents/unknown');
    await other.page.locator(subject('anomaliesIncidentGone')).waitFor();
    await other.page.getByRole('button', { name: 'Show all incidents' }).click();
    await other.page.locator(subject('anomaliesIncidentRow')).first().waitFor();
  });

  it('should refresh the overview by itself, and only where it is not paused', async () => {
    const overview = (pause: string) =>
      app.open(
        `/app/anomalies/overview?_g=(refreshInterval:(pause:${pause},value:1000),time:(from:now-3d,to:now))`,
      );
    const [running, paused] = [await overview('!f'), await overview('!t')];
    for (const { page } of [running, paused]) {
      await page.locator(subject('anomaliesOpenCount')).waitFor();
    }
    const before = await countOf(running.page, 'anomaliesOpenCount');
    await app.sidecar?.post(`/v1/incidents/${incident.id}/verdict`, { verdict: 'confirmed' });
    await eventually(async () =>
      expect(await countOf(running.page, 'anomaliesOpenCount')).toBe(before - 1),
    );
    expect(await countOf(paused.page, 'anomaliesOpenCount')).toBe(before);
    await app.sidecar?.post(`/v1/incidents/${incident.id}/verdict`, { verdict: 'none' });
  });

  it('should say honestly that lines were taken out, until the incident is put together anew', async () => {
    const { page } = await app.open(`/app/anomalies/incidents/${incident.id}`);
    await page.locator(subject('anomaliesIncidentLine')).first().waitFor();
    // Judged as a whole, so that it is kept; then all of its lines are judged one by one.
    await page.click(subject('anomaliesJudgeIncident-confirmed'));
    await page.locator(subject('anomaliesIncidentVerdict')).waitFor();
    const { hits } = await app.client.search<{ host: { name: string } }>({
      index: 'anomalies-server-logs-*',
      query: { ids: { values: incident.members } },
      size: 100,
    });
    for (const { _index, _id } of hits.hits) {
      await app.sidecar?.post('/v1/labels', {
        anomaly_index: _index,
        anomaly_id: _id,
        verdict: 'false_positive',
      });
    }
    await eventually(async () => {
      await page.reload();
      await page.locator(subject('anomaliesIncidentHead')).waitFor();
      expect(await textOf(page, 'anomaliesIncidentRemark')).toContain('This incident is no more');
    });
    expect(await textOf(page, 'anomaliesIncidentVerdict')).toContain('Real');
  });

  it('should be readable without the sidecar, and say why nothing can be judged', async () => {
    const { hits } = await app.client.search<IncidentDocument>({
      index: INCIDENTS,
      query: { bool: { must_not: { exists: { field: 'incident.verdict.verdict' } } } },
    });
    const open = hits.hits[0]._source?.incident as IncidentDetail['incident'];
    await app.sidecar?.stop();
    const { page } = await app.open(`/app/anomalies/incidents/${open.id}`);
    await page.locator(subject('anomaliesIncidentLine')).first().waitFor();
    await page.locator(subject('anomaliesIncidentDisabled')).waitFor();
    expect(await page.locator(subject('anomaliesJudgeIncident-confirmed')).isDisabled()).toBe(true);
  });
});
