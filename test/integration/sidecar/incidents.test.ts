import {
  incidentDetailSchema,
  incidentListSchema,
  periodSummarySchema,
  type IncidentDetail,
  type IncidentList,
  type IncidentListItem,
  type PeriodSummary,
} from '../../../common/api/incidents/schema';
import type { Problem } from '../../../common/api/problem';
import type { LabelResponse } from '../../../common/api/labels/schema';
import type { IncidentDocument } from '../../../common/incident';
import { generateLogs } from '../../../sidecar/generate';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const HOUR_MS = 3_600_000;
const LINES = 6_000;
/** Noon, so that nothing of it is near midnight. */
const START_MS = Date.UTC(2026, 0, 5, 12);

elasticsearch.describe('incidents', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  let sidecar: SidecarProcess;
  let troubleMs: number;

  const payments = (host: string, atMs: number, text: string) => ({
    '@timestamp': new Date(atMs).toISOString(),
    message: `${text}`,
    host: { name: host },
    service: { name: text.startsWith('kernel') ? 'kernel' : 'payments' },
    log: { level: 'error' },
  });

  /** A disk fills up on one host, and services on two others say so. */
  function trouble(): object[] {
    return [
      ...Array.from({ length: 6 }, (_, i) =>
        payments(
          'db-01',
          troubleMs + i * 2_000,
          `kernel: EXT4-fs error (device sda1): disk is full, inode ${77 + i}`,
        ),
      ),
      ...['app-01', 'app-02'].flatMap((host, k) =>
        Array.from({ length: 8 }, (_, i) =>
          payments(
            host,
            troubleMs + 15_000 * (k + 1) + i * 1_500,
            `giving up: no answer from db-01 at attempt ${i}`,
          ),
        ),
      ),
    ];
  }

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    const lines = [...generateLogs({ lines: LINES, seed: 4, anomalies: 0, startMs: START_MS })];
    troubleMs = lines[lines.length - 1].timestampMs + 20 * 60_000;
    await addDocuments(
      client,
      index,
      lines.map(({ message, timestampMs, stream }) => ({
        '@timestamp': new Date(timestampMs).toISOString(),
        message,
        host: { name: stream.split('/')[0] },
        service: { name: stream.split('/')[1] },
      })),
    );
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_INCIDENTS_INTERVAL_MS: '200',
    });
    await sidecar.runJob({ type: 'train', index: pattern, backfill: false });
    await addDocuments(client, index, trouble());
    await sidecar.runJob({ type: 'backfill', index: pattern });
    await settled();
  }, 120_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  const list = async (query = '') => {
    const { status, body } = await sidecar.get<IncidentList>(`/v1/incidents${query}`);
    expect(status).toBe(200);
    return incidentListSchema.parse(body).incidents;
  };
  /** The passes have seen everything: nothing changes any more. */
  async function settled(): Promise<void> {
    for (let last = '', same = 0; same < 5;) {
      const now = JSON.stringify(await list());
      same = now === last && now !== '[]' ? same + 1 : 0;
      last = now;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  const detail = async (id: string) =>
    incidentDetailSchema.parse((await sidecar.get<IncidentDetail>(`/v1/incidents/${id}`)).body);

  async function find(
    condition: (incident: IncidentListItem) => boolean,
  ): Promise<IncidentListItem> {
    let found: IncidentListItem | undefined;
    await sidecar.waitUntil(async () => {
      found = (await list('?host=db-01&service=kernel')).find(condition);
      return found !== undefined;
    });
    return found as IncidentListItem;
  }

  it('should tell related lines as one incident with a first suspect', async () => {
    const incident = await find(({ lines }) => lines >= 20);
    expect(incident).toMatchObject({
      suspect: { host: 'db-01', service: 'kernel' },
      verdict: null,
    });
    expect([...incident.hosts].sort()).toEqual(['app-01', 'app-02', 'db-01']);
    expect(incident.sentence).toMatch(
      /^At \d\d:\d\d UTC kernel on db-01 began to fail: .*disk is full.* 6 times in 10 s; payments on app-01 followed 15 s later; payments on app-02 followed 30 s later/,
    );
    const { events, links, first_lines: lines } = await detail(incident.id);
    const told = events.filter(({ message }) => /disk is full|giving up/.test(message));
    expect(told.map(({ host }) => host)).toEqual(['db-01', 'app-01', 'app-02']);
    expect(links.map(({ kind }) => kind)).toContain('named');
    expect(lines).toHaveLength(incident.lines);
    expect(lines.some(({ message }) => message.includes('inode 77'))).toBe(true);
    const byLine = await list(`?anomaly=${lines[7].anomaly_id}`);
    expect(byLine.map(({ id }) => id)).toEqual([incident.id]);
    const before = new Date(troubleMs - HOUR_MS).toISOString();
    expect((await list(`?to=${before}`)).map(({ id }) => id)).not.toContain(incident.id);
  }, 60_000);

  it('should say a period in words', async () => {
    const from = new Date(START_MS).toISOString();
    const to = new Date(troubleMs + HOUR_MS).toISOString();
    const { body } = await sidecar.get<PeriodSummary>(`/v1/summary?from=${from}&to=${to}`);
    const summary = periodSummarySchema.parse(body);
    const { total } = (await sidecar.get<IncidentList>('/v1/incidents')).body;
    expect(summary.lines).toBe(LINES + 22);
    expect(summary.flagged).toBeGreaterThan(20);
    expect(Object.values(summary.incidents).reduce((sum, n) => sum + n, 0)).toBe(total);
    expect(summary.sentences[0]).toMatch(/^6,022 lines were scored; \d+ stand out, one in \d+\.$/);
    expect(summary.sentences).toContain(`The worst: ${summary.worst?.sentence}`);
    expect(summary.new_patterns.some(({ text }) => text.includes('giving up'))).toBe(true);
    expect(summary.affected[0].host).toMatch(/^app-0[12]$/);
    expect((await sidecar.get('/v1/summary')).status).toBe(400);
  }, 60_000);

  it('should write nothing where nothing has changed', async () => {
    const versions = async () => {
      const { hits } = await client.search<IncidentDocument>({
        index: 'anomalies-incidents',
        size: 100,
        version: true,
        sort: ['incident.id'],
      });
      return hits.hits.map((hit) => [hit._id, hit._version]);
    };
    const before = await versions();
    expect(before.length).toBeGreaterThan(0);
    await sidecar.stop();
    // A new process knows nothing of the passes before, and finds the same.
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_INCIDENTS_INTERVAL_MS: '200',
      ANOMALIES_LOG_LEVEL: 'debug',
    });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await versions()).toEqual(before);
  }, 60_000);

  it('should keep a verdict, and let go of lines that were false alarms', async () => {
    const incident = await find(({ lines }) => lines >= 20);
    const judged = await sidecar.post<IncidentDetail>(`/v1/incidents/${incident.id}/verdict`, {
      verdict: 'confirmed',
      comment: 'disk replaced',
      user: 'ann',
    });
    expect(judged.status).toBe(200);
    expect(judged.body.verdict).toMatchObject({ verdict: 'confirmed', user: 'ann' });

    const { first_lines: lines } = await detail(incident.id);
    const kernel = lines.find(({ service }) => service.name === 'kernel');
    const label = await sidecar.post<LabelResponse>('/v1/labels', {
      anomaly_index: kernel?.anomaly_index,
      anomaly_id: kernel?.anomaly_id,
      verdict: 'false_positive',
    });
    expect(label.body.affected).toBe(6);
    // It begins with another line now, and so has another id; what was said of it and its old id lead there.
    await sidecar.waitUntil(async () => (await detail(incident.id)).lines === incident.lines - 6);
    const after = await detail(incident.id);
    expect(after).toMatchObject({
      hosts: ['app-01', 'app-02'],
      former_ids: expect.arrayContaining([incident.id]),
      verdict: { verdict: 'confirmed', comment: 'disk replaced', user: 'ann' },
    });
    expect(after.id).not.toBe(incident.id);

    // Undone, all is as it was.
    await sidecar.request('DELETE', `/v1/labels/${label.body.label.id}`);
    const again = await find(({ id }) => id === incident.id);
    expect(again).toMatchObject({ lines: incident.lines, verdict: { comment: 'disk replaced' } });

    const taken = await sidecar.post<IncidentDetail>(`/v1/incidents/${incident.id}/verdict`, {
      verdict: 'none',
    });
    expect(taken.body.verdict).toBeNull();
  }, 60_000);

  it('should say that an incident is not there', async () => {
    const gone = await sidecar.get<Problem>('/v1/incidents/x');
    expect([gone.status, gone.body.code]).toEqual([404, 'incident_not_found']);
    const post = await sidecar.post<Problem>('/v1/incidents/x/verdict', { verdict: 'confirmed' });
    expect([post.status, post.body.code]).toEqual([404, 'incident_not_found']);
    const wrong = await sidecar.post<Problem>('/v1/incidents/x/verdict', { verdict: 'maybe' });
    expect(wrong.status).toBe(400);
  });
});
