import type { AnomalyDocument } from '../../../common/anomaly';
import type { LabelResponse } from '../../../common/api/labels/schema';
import type { Model } from '../../../common/api/models/schema';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

elasticsearch.describe('windows and sessions', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  // A whole window ends with the period.
  const endMs = Math.floor((Date.now() - 2 * DAY_MS) / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
  const startMs = endMs - 12 * 60 * MINUTE_MS;
  const burstMs = endMs - 60 * MINUTE_MS;
  const silenceMs = endMs - 120 * MINUTE_MS;
  let sidecar: SidecarProcess;

  const line = (timeMs: number, service: string, message: string) => ({
    '@timestamp': new Date(timeMs).toISOString(),
    message,
    host: { name: 'app-1' },
    service: { name: service },
  });

  /** Orders every 20 s, each of four steps; a heartbeat and retries; one order that is never paid for. */
  function documents() {
    const found = [];
    for (let i = 0, at = startMs; at < endMs; i++, at += 20_000) {
      const id = `req-${100_000 + i * 7}`;
      const steps = ['received', 'reserved stock for', 'charged the card for', 'shipped'];
      steps.forEach((step, k) => {
        if (i === 1_900 && k === 2) return;
        found.push(line(at + k * 1_500, 'orders', `Order ${step} ${id} after ${17 + (i % 9)} ms`));
      });
    }
    for (let at = startMs; at < endMs; at += 10_000)
      if (at < silenceMs || at >= silenceMs + 15 * MINUTE_MS)
        found.push(line(at, 'heartbeat', `Heartbeat number ${at % 1_000} sent`));
    for (let at = startMs; at < endMs; at += 30_000)
      found.push(line(at, 'gateway', `Retrying upstream connection ${at % 977}`));
    for (let i = 0; i < 900; i++)
      found.push(line(burstMs + i * 300, 'gateway', `Retrying upstream connection ${i}`));
    return found.sort((a, b) => (a['@timestamp'] < b['@timestamp'] ? -1 : 1));
  }

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await addDocuments(client, index, documents());
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_SOURCE_PATTERN: pattern,
      ANOMALIES_AUTO_FOLLOW: 'false',
    });
    const job = await sidecar.startJob({ type: 'train', index: pattern });
    await sidecar.waitUntil(async () => (await sidecar.job(job.id)).state === 'succeeded', 90_000);
  }, 180_000);

  afterAll(async () => {
    await sidecar?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  async function units(kind: 'window' | 'session'): Promise<AnomalyDocument[]> {
    await client.indices.refresh({ index: 'anomalies-server-logs-*' });
    const answer = await client.search<AnomalyDocument>({
      index: 'anomalies-server-logs-*',
      size: 1_000,
      query: { term: { 'anomaly.unit.kind': kind } },
      sort: [{ 'anomaly.score': 'desc' }],
    });
    return answer.hits.hits.flatMap((hit) => hit._source ?? []);
  }

  it('should find out by itself what lines belong together by, and say so', async () => {
    const { body } = await sidecar.get<{ models: Model[] }>('/v1/models');
    expect(body.models[0].units).toMatchObject({
      windows: { window_seconds: 300, streams: 3 },
      sessions: { key: 'req-<number>' },
      session_keys: [{ key: 'req-<number>', example: expect.stringMatching(/^\d{6}$/) as string }],
    });
  });

  it('should flag the session that lacks a step, and name the step', async () => {
    const id = `req-${100_000 + 1_900 * 7}`;
    const found = (await units('session')).find(({ anomaly }) => anomaly.unit?.key === id);
    expect(found?.anomaly.unit).toMatchObject({ kind: 'session', lines: 3 });
    expect(found?.message).toContain(`Session ${id}: 3 lines`);
    const texts = found?.anomaly.reasons.map(({ text }) => text).join('\n') ?? '';
    expect(texts).toMatch(/charged the card for .* is missing|reserved stock .* was followed by/);
    const sum = found?.anomaly.reasons.reduce((total, reason) => total + reason.contribution, 0);
    expect(sum).toBeCloseTo(found?.anomaly.score ?? -1, 6);
    expect(found?.anomaly.unit?.evidence[0]).toMatchObject({
      index,
      message: expect.stringContaining(id) as string,
    });
  });

  it('should flag the burst and the silence, each once with what is usual', async () => {
    const windows = await units('window');
    const burst = windows.find(({ service }) => service.name === 'gateway');
    expect(burst?.['@timestamp']).toBe(new Date(burstMs).toISOString());
    expect(burst?.anomaly.reasons[0]).toMatchObject({
      kind: 'too_many',
      typical: expect.any(String) as string,
    });
    const silent = windows.filter(({ anomaly }) => anomaly.reasons[0]?.kind === 'silence');
    expect(silent.map((document) => [document['@timestamp'], document.service.name])).toEqual([
      [new Date(silenceMs).toISOString(), 'heartbeat'],
    ]);
  });

  it('should flag little else', async () => {
    const others = (await units('window')).filter(
      (document) => ![silenceMs, burstMs].includes(Date.parse(document['@timestamp'])),
    );
    expect(others.length).toBeLessThanOrEqual(3);
  });

  it('should write the same units again, not more, when the period is scored again', async () => {
    const idsOf = async () => {
      await client.indices.refresh({ index: 'anomalies-server-logs-*' });
      const answer = await client.search({
        index: 'anomalies-server-logs-*',
        size: 1_000,
        _source: false,
        query: { exists: { field: 'anomaly.unit.kind' } },
      });
      return answer.hits.hits.map((hit) => hit._id).sort();
    };
    const before = await idsOf();
    expect(before.length).toBeGreaterThan(2);
    const job = await sidecar.startJob({ type: 'backfill', index: pattern });
    await sidecar.waitUntil(async () => (await sidecar.job(job.id)).state === 'succeeded', 60_000);
    expect(await idsOf()).toEqual(before);
  }, 90_000);

  it('should take a verdict on a unit like one on a line', async () => {
    const query = {
      bool: {
        filter: [
          { term: { 'anomaly.unit.kind': 'window' } },
          { term: { 'service.name': 'gateway' } },
        ],
      },
    };
    const search = () =>
      client.search<AnomalyDocument>({ index: 'anomalies-server-logs-*', size: 1, query });
    const [burst] = (await search()).hits.hits;
    const label = await sidecar.post<LabelResponse>('/v1/labels', {
      anomaly_index: burst._index,
      anomaly_id: burst._id,
      verdict: 'false_positive',
    });
    expect(label.body).toMatchObject({ affected: 1 });
    const [after] = (await search()).hits.hits;
    expect(after._source?.anomaly).toMatchObject({ suppressed: true, label: 'false_positive' });
  });

  it('should take another session key where one is named, and refuse one it cannot read', async () => {
    const bad = await sidecar.startJob({
      type: 'train',
      index: pattern,
      session_key: 'nonsense',
      backfill: false,
    });
    await sidecar.waitUntil(async () => (await sidecar.job(bad.id)).state === 'failed', 60_000);
    expect((await sidecar.job(bad.id)).error).toContain('is no session key');
  }, 90_000);

  it('should count a unit that cannot be stored, and go on with the others', async () => {
    const before = (await units('window')).length + (await units('session')).length;
    expect(before).toBeGreaterThan(2);
    await elasticsearch.deleteIndices('anomalies-server-logs-*');
    const days = [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 10));
    for (const day of new Set(days)) {
      await client.indices.create({
        index: `anomalies-server-logs-${day.replaceAll('-', '.')}`,
        // Windows and sessions say here how many lines they have.
        mappings: {
          properties: {
            anomaly: { properties: { unit: { properties: { lines: { type: 'boolean' } } } } },
          },
        },
      });
    }
    const job = await sidecar.startJob({ type: 'backfill', index: pattern });
    await sidecar.waitUntil(async () => (await sidecar.job(job.id)).state !== 'running', 60_000);
    const { state, skipped } = await sidecar.job(job.id);
    expect(state).toBe('succeeded');
    const [reason] = Object.keys(skipped);
    expect(reason).toContain(
      'window or session not stored: failed to parse field [anomaly.unit.lines]',
    );
    expect(skipped).toEqual({ [reason]: before });
    expect(reason).not.toContain('Heartbeat');
  }, 90_000);
});
