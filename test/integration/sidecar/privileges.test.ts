import type { Problem } from '../../../common/api/problem';
import type { Status } from '../../../common/api/status/schema';
import { useElasticsearch } from '../helpers/elasticsearch';
import {
  answersAbout,
  HAS_PRIVILEGES,
  NEEDED,
  TOO_MUCH,
  type Account,
} from '../helpers/privileges';
import { Proxy } from '../helpers/proxy';
import { SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
elasticsearch.describe("the privileges of the sidecar's account", () => {
  let proxy: Proxy;
  let sidecar: SidecarProcess | null = null;

  beforeEach(async () => {
    proxy = await Proxy.start(elasticsearch.url);
  });
  afterEach(async () => {
    await sidecar?.stop();
    sidecar = null;
    proxy.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  const launch = async (account: Account, env: Record<string, string> = {}) => {
    proxy.answer = answersAbout(account);
    sidecar = await SidecarProcess.launch({ ELASTICSEARCH_URL: proxy.url, ...env });
    return sidecar;
  };
  const privilegesOf = async (running: SidecarProcess) =>
    (await running.get<Status>('/v1/status')).body.elasticsearch.privileges;
  const isReady = (running: SidecarProcess) => async () =>
    (await running.get('/readyz')).status === 200;

  it('should find nothing to say where they are those of the role that is shipped', async () => {
    const running = await launch(NEEDED);
    await running.waitUntil(isReady(running));
    expect(await privilegesOf(running)).toEqual({
      security: 'on',
      missing: [],
      indispensable: [],
      excessive: [],
    });
    expect(running.log).not.toContain('privileges');
  });

  it('should not start where it may not read the logs, say so in one line, and start when it may', async () => {
    const account = { ...NEEDED, 'server-logs-*': ['monitor', 'view_index_metadata'] };
    const running = await launch(account);
    const said =
      "The sidecar's account in Elasticsearch lacks privileges: read on server-logs-*. deploy/elasticsearch/anomalies_sidecar.role.json is a role with what is needed and no more; or have ANOMALIES_SOURCE_PATTERN name what it may read.";
    await running.waitUntil(async () => running.log.includes(`"level":50`));
    const ready = await running.get<Problem>('/readyz');
    expect([ready.status, ready.body.detail]).toEqual([503, said]);
    const errors = running.log.split('\n').filter((line) => line.includes('"level":50'));
    expect(errors.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([said]);
    const { body } = await running.get<Status>('/v1/status');
    expect(body.elasticsearch.error).toBe(said);
    expect(body.elasticsearch.privileges?.missing).toEqual([
      { on: 'server-logs-*', privileges: ['read'] },
    ]);

    proxy.answer = answersAbout(NEEDED);
    await running.waitUntil(isReady(running));
    expect(running.log).toContain('has all privileges that it needs');
  });

  it('should not start where it may not write what it finds', async () => {
    const running = await launch({ ...NEEDED, 'anomalies-*': ['read'] });
    await running.waitUntil(async () => running.log.includes(`"level":50`));
    const { body } = await running.get<Problem>('/readyz');
    expect(body.detail).toContain('lacks privileges: write on anomalies-*.');
  });

  it('should start and warn where it lacks what it can do without for now', async () => {
    const running = await launch({ ...NEEDED, cluster: ['monitor'] });
    await running.waitUntil(isReady(running));
    expect(running.log).toContain('lacks privileges: manage_index_templates on the cluster.');
  });

  it('should warn of an account that may do more than it ever needs', async () => {
    const running = await launch(TOO_MUCH);
    await running.waitUntil(isReady(running));
    expect(running.log).toContain(
      'may do what it likes with the cluster (all, manage_security) and may write to server-logs-* (index, delete, create_doc), which it never needs',
    );
    const found = await privilegesOf(running);
    expect(found?.excessive).toEqual([
      { on: null, privileges: ['all', 'manage_security'] },
      { on: 'server-logs-*', privileges: ['index', 'delete', 'create_doc'] },
    ]);
  });

  it('should ask for what Logstash’s lines need where it writes them', async () => {
    const running = await launch(NEEDED, { ANOMALIES_INGEST_PREFIX: 'server-logs' });
    await running.waitUntil(isReady(running));
    expect(running.log).toContain('lacks privileges: create_doc, auto_configure on server-logs-*.');
  });

  it('should go on where nobody answers that one question', async () => {
    proxy.answer = (_method, path) =>
      path === HAS_PRIVILEGES
        ? { status: 403, body: { error: { type: 'security_exception' }, status: 403 } }
        : null;
    sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: proxy.url });
    expect(sidecar.log).toContain('Privileges cannot be asked for');
  });

  it('should take the embedded Elasticsearch for one without security', async () => {
    const running = await SidecarProcess.start({ ELASTICSEARCH_URL: elasticsearch.url });
    sidecar = running;
    const found = await privilegesOf(running);
    expect(found?.security).toBe('off');
    expect(running.log).toContain('Elasticsearch has no security');
  });
});
