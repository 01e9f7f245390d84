import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '../../../common/api/problem';
import type { RuleState } from '../../../common/api/settings/notification_status';
import type { Settings } from '../../../common/api/settings/schema';
import { useElasticsearch } from '../helpers/elasticsearch';
import { Receivers } from '../helpers/receivers';
import { addDocuments, logDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const SECRET = 'a-token-that-nobody-may-see';
const BODY = '{"summary": "{{title}}", "text": "{{text}}", "lines": {{count}}, "link": "{{url}}"}';

elasticsearch.describe('notifications', () => {
  const { client, url, prefix } = elasticsearch;
  let receivers: Receivers;
  let env: Record<string, string>;
  let sidecar: SidecarProcess;

  const webhook = (path: string) =>
    receivers.webhook(path, { headers: [{ name: 'x-token', secret: 'HOOK_TOKEN' }], body: BODY });
  const save = async (notifications: object) => {
    const { version, values } = (await sidecar.get<Settings>('/v1/settings')).body;
    return sidecar.request<Settings & Problem>('PUT', '/v1/settings', {
      version,
      values: { ...values, notifications },
    });
  };
  const test = (id: string) =>
    sidecar.post<Problem & { detail: string }>(`/v1/notifiers/${id}/test`, {});
  const addStrange = (count: number) =>
    addDocuments(
      client,
      `${prefix}logs-1`,
      Array.from({ length: count }, (_, i) => ({
        '@timestamp': new Date(Date.now() - i * 100).toISOString(),
        message: `FATAL kernel panic: attempted to kill init, exitcode 0x${i}`,
        host: { name: 'db-1' },
        process: { name: 'kernel' },
      })),
    );

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    receivers = await Receivers.start();
    const { httpHost, allowedHosts } = receivers;
    env = {
      ELASTICSEARCH_URL: url,
      ANOMALIES_AUTO_FOLLOW: 'true',
      ANOMALIES_SOURCE_PATTERN: `${prefix}logs-*`,
      ANOMALIES_POLL_INTERVAL_MS: '100',
      ANOMALIES_INCIDENTS_INTERVAL_MS: '300',
      ANOMALIES_NOTIFY_INTERVAL_MS: '200',
      ANOMALIES_NOTIFY_ALLOWED_HOSTS: allowedHosts,
      ANOMALIES_PUBLIC_URL: 'https://kibana.example.com/app/anomalies/',
      ANOMALIES_SECRET_HOOK_TOKEN: SECRET,
      ANOMALIES_SECRET_SLACK: `http://${httpHost}/slack/T0/B0`,
      ANOMALIES_SECRET_ELSEWHERE: 'http://127.0.0.1:9/slack/T0/B0',
    };
    await addDocuments(
      client,
      `${prefix}logs-1`,
      logDocuments(2_000, Date.now() - 86_400_000, 30_000),
    );
    sidecar = await SidecarProcess.start(env);
    await sidecar.runJob({ type: 'train', backfill: false });
    await sidecar.waitUntil(async () => {
      const { jobs } = (await sidecar.get<{ jobs: { phase: string }[] }>('/v1/jobs')).body;
      return jobs.some(({ phase }) => phase === 'Following');
    });
  }, 90_000);

  afterAll(async () => {
    await sidecar?.stop();
    await receivers?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  }, 60_000);

  it('should send a test by mail, webhook and Slack', async () => {
    const slack = { id: 'slack', name: 'Slack', type: 'slack', url_secret: 'SLACK' };
    const saved = await save({ notifiers: [receivers.email(), webhook('/hook'), slack] });
    expect(saved.status).toBe(200);
    expect(saved.body.operator.secrets).toEqual(['ELSEWHERE', 'HOOK_TOKEN', 'SLACK']);

    expect((await test('mail')).body.detail).toBe(
      '127.0.0.1 took the mail for on-call@example.com.',
    );
    expect(receivers.mails.splice(0)[0]).toContain('Subject: [Anomalies] Test of Anomalies');
    expect((await test('hook')).body.detail).toBe(
      `${receivers.httpHost} answered with status 200.`,
    );
    const [hook] = receivers.hooks.splice(0);
    expect(hook.headers['x-token']).toBe(SECRET);
    expect(JSON.parse(hook.body)).toMatchObject({
      summary: 'Test of Anomalies',
      lines: 0,
      link: 'https://kibana.example.com/app/anomalies/overview',
    });
    expect((await test('slack')).status).toBe(200);
    const [toSlack] = receivers.hooks.splice(0);
    expect(toSlack.path).toBe('/slack/T0/B0');
    expect((JSON.parse(toSlack.body) as { text: string }).text).toContain('*Test of Anomalies*');
  }, 30_000);

  it('should send only where the operator allows it, and follow no redirect', async () => {
    const at = (address: string) => ({ ...webhook('/'), url: address });
    for (const notifier of [
      at(`${url}/_cluster/settings`),
      at('http://localhost/'),
      { ...receivers.email(), port: 25 },
    ]) {
      const { status: refused, body } = await save({ notifiers: [notifier] });
      expect([refused, body.code]).toEqual([400, 'host_not_allowed']);
      expect(body.detail).toContain('ANOMALIES_NOTIFY_ALLOWED_HOSTS');
    }
    const elsewhere = { id: 'slack', name: 'Slack', type: 'slack', url_secret: 'ELSEWHERE' };
    const missing = { ...webhook('/hook'), id: 'missing', headers: [] };
    missing.headers.push({ name: 'x', secret: 'MISSING' } as never);
    const secretly = {
      ...webhook('/hook'),
      id: 'secretly',
      url: undefined,
      url_secret: 'ELSEWHERE',
    };
    const both = await save({ notifiers: [{ ...secretly, url: `http://${receivers.httpHost}/` }] });
    expect(both.body.detail).toContain('either the address or the name of the secret');
    await save({ notifiers: [webhook('/moved'), elsewhere, missing, secretly] });
    expect((await test('slack')).body.code).toBe('host_not_allowed');
    expect((await test('secretly')).body.code).toBe('host_not_allowed');
    expect((await test('missing')).body.code).toBe('secret_not_set');
    expect((await test('nobody')).status).toBe(404);
    const moved = await test('hook');
    expect([moved.status, moved.body.detail]).toEqual([
      502,
      `${receivers.httpHost} answered with a redirect (302), which is not followed.`,
    ]);
    expect(receivers.hooks.splice(0).map(({ path }) => path)).toEqual(['/moved']);
  }, 30_000);

  it('should refuse a body that is no JSON or names what is not there', async () => {
    for (const body of ['{"a": {{text}}}', '{"a": "{{nothing}}"}', 'plain']) {
      const { status: refused, body: problem } = await save({
        notifiers: [{ ...webhook('/hook'), body }],
      });
      expect([body, refused, problem.code]).toEqual([body, 400, 'invalid_settings']);
      expect(problem.errors?.map(({ path }) => path)).toEqual([
        'body.values.notifications.notifiers.0.body',
      ]);
    }
  });

  it('should tell of many flagged lines and of a new incident once, also over a restart', async () => {
    const rule = { notifiers: ['mail', 'hook'], severity: 'warning', cooldown_minutes: 60 };
    const rules = [
      { ...rule, id: 'many', name: 'Many lines', kind: 'count', more_than: 5, within_minutes: 5 },
      { ...rule, id: 'new', name: 'New incident', kind: 'incident', notifiers: ['hook'] },
    ];
    await addStrange(4);
    await save({ notifiers: [receivers.email(), webhook('/hook')], rules });
    await delay(1_500);
    expect([
      receivers.mails,
      receivers.hooks.filter(({ body }) => body.includes('flagged lines in')),
    ]).toEqual([[], []]);

    receivers.status = 500;
    await addStrange(8);
    await sidecar.waitUntil(async () => receivers.mails.length > 0);
    expect(receivers.mails[0]).toContain('flagged lines in 5 minutes');
    expect(receivers.mails[0].replace(/=\r?\n/g, '')).toContain('kernel panic');
    const states = async () =>
      (await sidecar.get<{ rules: RuleState[] }>('/v1/notifications')).body.rules;
    await sidecar.waitUntil(async () => {
      const many = (await states()).find((it) => it.rule === 'many');
      return many?.failures.hook === `${receivers.httpHost} answered with status 500.`;
    });
    receivers.status = 200;
    await sidecar.kill();
    receivers.hooks.splice(0);
    sidecar = await SidecarProcess.start(env);
    // What the webhook did not take is tried again; the mail is not sent twice.
    await sidecar.waitUntil(
      async () => receivers.hooks.some(({ body }) => body.includes('flagged lines in')),
      40_000,
    );
    await addStrange(8);
    await delay(1_500);
    expect(receivers.mails).toHaveLength(1);
    const told = receivers.hooks.filter(({ body }) => body.includes('flagged lines in'));
    expect(told).toHaveLength(1);
    expect(told[0].body).toContain('https://kibana.example.com/app/anomalies/anomalies?_g=');
    expect(sidecar.log).not.toContain(SECRET);
  }, 90_000);
});
