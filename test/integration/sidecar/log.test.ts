import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LogLevelState } from '../../../common/api/log_level/schema';
import { anomaliesIndexOf } from '../../../common/indices';
import { runAnomalies } from '../../unit/sidecar/cli/run_cli';
import { useElasticsearch } from '../helpers/elasticsearch';
import { Proxy } from '../helpers/proxy';
import { addDocuments, logDocuments, SidecarProcess } from '../helpers/sidecar';

/** Stands in lines that are strange enough to be flagged, stored and refused. */
const MARK = 'marked-c0ffee-content';
const KEY = 'a-key-for-the-log-test';
const DAY_MS = 86_400_000;

const elasticsearch = useElasticsearch();

interface Entry {
  name: string;
  level: number;
  msg: string;
}

elasticsearch.describe('the log of the sidecar', () => {
  const { client, url, prefix } = elasticsearch;
  const pattern = `${prefix}logs-*`;
  const index = `${prefix}logs-1`;
  let dir: string;
  let proxy: Proxy;
  let sidecar: SidecarProcess;

  const entries = (): Entry[] =>
    sidecar.log
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Entry);
  const configure = (level: string) =>
    writeFileSync(path.join(dir, 'sidecar.json'), JSON.stringify({ logLevel: level }));
  const marked = (count: number, startMs: number) =>
    logDocuments(count, startMs, 1_000).map((document, i) => ({
      ...document,
      message: `FATAL core: ${MARK} ${i} unheard-of ${'x'.repeat(i % 9)} failure`,
    }));

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    dir = mkdtempSync(path.join(tmpdir(), 'anomalies-log-'));
    configure('info');
    proxy = await Proxy.start(url);
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: proxy.url,
      ANOMALIES_CONFIG: path.join(dir, 'sidecar.json'),
      ANOMALIES_SIDECAR_KEYS: KEY,
      ANOMALIES_POLL_INTERVAL_MS: '100',
      ANOMALIES_INGEST_PREFIX: `${prefix}logs`,
    });
    await addDocuments(client, index, logDocuments(3_000, Date.now() - DAY_MS, 10_000));
    await sidecar.runJob({ type: 'train', index: pattern, backfill: false });
  }, 120_000);

  afterAll(async () => {
    await sidecar?.stop();
    proxy?.stop();
    rmSync(dir, { recursive: true, force: true });
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('should be switched for a while, with the key, in the threads of running jobs as well', async () => {
    const follow = await sidecar.startJob({ type: 'follow', index: pattern });
    await sidecar.waitUntil(async () => (await sidecar.job(follow.id)).phase === 'Following');
    const refused = await fetch(`${sidecar.url}/v1/log-level`, { method: 'PUT' });
    expect(refused.status).toBe(401);
    const tooLong = await sidecar.request('PUT', '/v1/log-level', {
      level: 'debug',
      for_minutes: 100_000,
    });
    expect(tooLong.status).toBe(400);

    expect(entries().some(({ level }) => level < 30)).toBe(false);
    const before = Date.now();
    const run = (...argv: string[]) =>
      runAnomalies(['log-level', ...argv, '--sidecar', sidecar.url], {
        cwd: dir,
        env: { ANOMALIES_SIDECAR_KEY: KEY },
      });
    const switched = await run('debug', '--minutes', '5', '--json');
    const state = JSON.parse(switched.stdout) as LogLevelState;
    expect(state).toMatchObject({ level: 'debug', configured: 'info' });
    const lastsMs = Date.parse(state.until ?? '') - before;
    expect(lastsMs).toBeGreaterThanOrEqual(300_000);
    expect(lastsMs).toBeLessThan(360_000);
    expect((await run()).stdout).toMatch(/^debug until \S+Z, then info again\n$/);

    await addDocuments(client, index, logDocuments(40, Date.now() - 60_000, 1_000));
    await sidecar.waitUntil(async () =>
      entries().some(({ name, level, msg }) => name === 'job' && level === 20 && msg === 'Batch'),
    );
    expect((await run('info')).stdout).toBe('info\n');
    expect(entries().filter(({ msg }) => msg === 'Log level changed')).toHaveLength(2);
    await sidecar.request('POST', `/v1/jobs/${follow.id}/cancel`);
    await sidecar.jobEnds(follow.id, 'cancelled');
  }, 60_000);

  it('should take up the level of the configuration file on SIGHUP', async () => {
    configure('debug');
    sidecar.signal('SIGHUP');
    const isDebug = async () =>
      (await sidecar.get<LogLevelState>('/v1/log-level')).body.level === 'debug';
    await sidecar.waitUntil(isDebug);
    configure('loud');
    sidecar.signal('SIGHUP');
    await sidecar.waitUntil(async () => sidecar.log.includes('The log level of before stays'));
    expect(await isDebug()).toBe(true);
  });

  it('should hold no line, whatever becomes of the line', async () => {
    await sidecar.request('PUT', '/v1/log-level', { level: 'debug' });
    const nowMs = Date.now();
    const lines = marked(50, nowMs - 3_600_000);
    // What a user may have made before: flagged lines of today are refused, and Elasticsearch quotes them.
    await client.indices.create({
      index: anomaliesIndexOf(nowMs),
      mappings: {
        properties: { message: { type: 'date' }, host: { properties: { name: { type: 'ip' } } } },
      },
    });
    await sidecar.post('/v1/score', { lines });
    await sidecar.post('/analyze_logs', { logs: lines.map(({ message }) => message) });
    await sidecar.post('/v1/score', { lines: [MARK], model: MARK });
    await sidecar.post('/v1/ingest', [{ ...lines[0], '@timestamp': MARK }, ...lines]);
    await sidecar.post('/v1/labels', { template_id: MARK, verdict: MARK });
    await addDocuments(client, index, lines);
    await client.indices.refresh({ index: pattern });
    const refused = await sidecar.startJob({ type: 'backfill', index: pattern });
    // Lines, windows and sessions that nobody can store are counted as skipped.
    const refusing = await sidecar.jobEnds(refused.id, 'succeeded');
    expect(Object.keys(refusing.skipped).join()).toMatch(/failed to parse field/);
    await sidecar.runJob({ type: 'train', index: pattern, name: 'marked', backfill: false });

    // A request that is refused as a whole: the error of the client carries all lines that were sent.
    proxy.answer = (method, target) =>
      method === 'POST' && target.startsWith('/_bulk')
        ? {
            status: 400,
            body: {
              status: 400,
              error: {
                type: 'illegal_argument_exception',
                root_cause: [
                  {
                    type: 'document_parsing_exception',
                    reason: `failed to parse field [message] of type [long] in document with id '1'. Preview of field's value: '${MARK}'`,
                  },
                ],
              },
            },
          }
        : null;
    const failing = await sidecar.startJob({ type: 'backfill', index: pattern });
    await sidecar.jobEnds(failing.id, 'failed');
    proxy.answer = () => null;

    const { log } = sidecar;
    expect(log).toContain('illegal_argument_exception');
    expect(log).toContain('"level":20');
    expect(log).not.toContain(MARK);
    expect(log).not.toContain(KEY);
  }, 120_000);
});
