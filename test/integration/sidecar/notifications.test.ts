import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import type { Problem } from '../../../common/api/problem';
import type { RuleState } from '../../../common/api/settings/notifications';
import type { Settings } from '../../../common/api/settings/schema';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const SECRET = 'a-token-that-nobody-may-see';
const BODY = '{"summary": "{{title}}", "text": "{{text}}", "lines": {{count}}, "link": "{{url}}"}';

interface Hook {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

elasticsearch.describe('notifications', () => {
  const { client, url, prefix } = elasticsearch;
  const mails: string[] = [];
  const hooks: Hook[] = [];
  let smtp: SMTPServer;
  let http: Server;
  let env: Record<string, string>;
  let sidecar: SidecarProcess;
  let smtpPort: number;
  let httpHost: string;
  let status = 200;

  const email = () => ({
    id: 'mail',
    name: 'Mail',
    type: 'email',
    host: '127.0.0.1',
    port: smtpPort,
    security: 'none',
    from: 'anomalies@example.com',
    to: ['on-call@example.com'],
  });
  const webhook = (path: string) => ({
    id: 'hook',
    name: 'Hook',
    type: 'webhook',
    url: `http://${httpHost}${path}`,
    headers: [{ name: 'x-token', secret: 'HOOK_TOKEN' }],
    body: BODY,
  });
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
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        let text = '';
        stream.on('data', (data: Buffer) => (text += data.toString()));
        stream.on('end', () => {
          mails.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    smtpPort = (smtp.server.address() as AddressInfo).port;
    http = createServer((request, response) => {
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => {
        hooks.push({ path: request.url ?? '', headers: request.headers, body });
        if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end();
        else response.writeHead(status).end('thanks');
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    httpHost = `127.0.0.1:${(http.address() as AddressInfo).port}`;
    env = {
      ELASTICSEARCH_URL: url,
      ANOMALIES_AUTO_FOLLOW: 'true',
      ANOMALIES_SOURCE_PATTERN: `${prefix}logs-*`,
      ANOMALIES_POLL_INTERVAL_MS: '100',
      ANOMALIES_INCIDENTS_INTERVAL_MS: '300',
      ANOMALIES_NOTIFY_INTERVAL_MS: '200',
      ANOMALIES_NOTIFY_ALLOWED_HOSTS: `127.0.0.1:${smtpPort}, ${httpHost}`,
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
    await new Promise<void>((resolve) => smtp.close(resolve));
    await new Promise((resolve) => http.close(resolve));
    await elasticsearch.deleteIndices('anomalies-*');
  }, 60_000);

  it('should send a test by mail, webhook and Slack', async () => {
    const slack = { id: 'slack', name: 'Slack', type: 'slack', url_secret: 'SLACK' };
    const saved = await save({ notifiers: [email(), webhook('/hook'), slack] });
    expect(saved.status).toBe(200);
    expect(saved.body.operator.secrets).toEqual(['ELSEWHERE', 'HOOK_TOKEN', 'SLACK']);

    expect((await test('mail')).body.detail).toBe(
      '127.0.0.1 took the mail for on-call@example.com.',
    );
    expect(mails.splice(0)[0]).toContain('Subject: [Anomalies] Test of Anomalies');
    expect((await test('hook')).body.detail).toBe(`${httpHost} answered with status 200.`);
    const [hook] = hooks.splice(0);
    expect(hook.headers['x-token']).toBe(SECRET);
    expect(JSON.parse(hook.body)).toMatchObject({
      summary: 'Test of Anomalies',
      lines: 0,
      link: 'https://kibana.example.com/app/anomalies/overview',
    });
    expect((await test('slack')).status).toBe(200);
    const [toSlack] = hooks.splice(0);
    expect(toSlack.path).toBe('/slack/T0/B0');
    expect((JSON.parse(toSlack.body) as { text: string }).text).toContain('*Test of Anomalies*');
  }, 30_000);

  it('should send only where the operator allows it, and follow no redirect', async () => {
    const at = (address: string) => ({ ...webhook('/'), url: address });
    for (const notifier of [
      at(`${url}/_cluster/settings`),
      at('http://localhost/'),
      { ...email(), port: 25 },
    ]) {
      const { status: refused, body } = await save({ notifiers: [notifier] });
      expect([refused, body.code]).toEqual([400, 'host_not_allowed']);
      expect(body.detail).toContain('ANOMALIES_NOTIFY_ALLOWED_HOSTS');
    }
    const elsewhere = { id: 'slack', name: 'Slack', type: 'slack', url_secret: 'ELSEWHERE' };
    const missing = { ...webhook('/hook'), id: 'missing', headers: [] };
    missing.headers.push({ name: 'x', secret: 'MISSING' } as never);
    await save({ notifiers: [webhook('/moved'), elsewhere, missing] });
    expect((await test('slack')).body.code).toBe('host_not_allowed');
    expect((await test('missing')).body.code).toBe('secret_not_set');
    expect((await test('nobody')).status).toBe(404);
    const moved = await test('hook');
    expect([moved.status, moved.body.detail]).toEqual([
      502,
      `${httpHost} answered with a redirect (302), which is not followed.`,
    ]);
    expect(hooks.splice(0).map(({ path }) => path)).toEqual(['/moved']);
  }, 30_000);

  it('should refuse a body that is no JSON or names what is not there', async () => {
    for (const body of ['{"a": {{text}}}', '{"a": "{{nothing}}"}', 'plain']) {
      const { status: refused, body: problem } = await save({
        notifiers: [{ ...webhook('/hook'), body }],
      });
      expect([body, refused, problem.code]).toEqual([body, 400, 'invalid_settings']);
    }
  });

  it('should tell of many flagged lines and of a new incident once, also over a restart', async () => {
    const rule = { notifiers: ['mail', 'hook'], severity: 'warning', cooldown_minutes: 60 };
    const rules = [
      { ...rule, id: 'many', name: 'Many lines', kind: 'count', more_than: 5, within_minutes: 5 },
      { ...rule, id: 'new', name: 'New incident', kind: 'incident', notifiers: ['hook'] },
    ];
    await addStrange(4);
    await save({ notifiers: [email(), webhook('/hook')], rules });
    await delay(1_500);
    expect([mails, hooks.filter(({ body }) => body.includes('flagged lines in'))]).toEqual([
      [],
      [],
    ]);

    status = 500;
    await addStrange(8);
    await sidecar.waitUntil(async () => mails.length > 0);
    expect(mails[0]).toContain('flagged lines in 5 minutes');
    expect(mails[0].replace(/=\r?\n/g, '')).toContain('kernel panic');
    const states = async () =>
      (await sidecar.get<{ rules: RuleState[] }>('/v1/notifications')).body.rules;
    await sidecar.waitUntil(async () => {
      const many = (await states()).find((it) => it.rule === 'many');
      return many?.failures.hook === `${httpHost} answered with status 500.`;
    });
    status = 200;
    await sidecar.kill();
    hooks.splice(0);
    sidecar = await SidecarProcess.start(env);
    // What the webhook did not take is tried again; the mail is not sent twice.
    await sidecar.waitUntil(
      async () => hooks.some(({ body }) => body.includes('flagged lines in')),
      40_000,
    );
    await addStrange(8);
    await delay(1_500);
    expect(mails).toHaveLength(1);
    const told = hooks.filter(({ body }) => body.includes('flagged lines in'));
    expect(told).toHaveLength(1);
    expect(told[0].body).toContain('https://kibana.example.com/app/anomalies/anomalies?_g=');
    expect(sidecar.log).not.toContain(SECRET);
  }, 90_000);
});
