import type { NotificationStatus } from '../../../common/api/settings/notification_status';
import { runAnomalies } from '../../unit/sidecar/cli/run_cli';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addFindings } from '../helpers/findings';
import { Receivers } from '../helpers/receivers';
import { SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();

elasticsearch.describe('anomalies notify', () => {
  const { client, url } = elasticsearch;
  let receivers: Receivers;
  let sidecar: SidecarProcess;
  const notify = (...argv: string[]) =>
    runAnomalies(['notify', ...argv], {
      cwd: '/',
      env: { ANOMALIES_SIDECAR_URL: sidecar.url },
    });
  const save = async (notifications: object) => {
    const body = { version: 0, values: { notifications } };
    expect((await sidecar.request('PUT', '/v1/settings', body)).status).toBe(200);
  };

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    receivers = await Receivers.start();
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_NOTIFY_INTERVAL_MS: '200',
      ANOMALIES_NOTIFY_ALLOWED_HOSTS: receivers.allowedHosts,
    });
  }, 60_000);

  afterAll(async () => {
    await sidecar?.stop();
    await receivers?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  }, 60_000);

  it('should say that there is nothing before anything is set up', async () => {
    expect(await notify('test')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('There are no notifiers') as string,
    });
    expect((await notify('status')).stderr).toContain('There are no rules');
  });

  it('should list notifiers, and send a test by mail and to a webhook', async () => {
    const rule = { id: 'many', name: 'Many lines', kind: 'count', notifiers: ['hook'] };
    const hook = receivers.webhook('/hook', { body: '{"text": "{{title}}"}' });
    await save({ notifiers: [receivers.email({ name: 'Ops mail' }), hook], rules: [rule] });
    const list = await notify('test');
    expect(list.status).toBe(0);
    expect(list.stdout).toMatch(/^notifier +name +type +last hour +last sent \(UTC\) +pending$/m);
    expect(list.stdout).toMatch(/^mail +Ops mail +email +0 of 20 +never +nothing$/m);

    const byName = await notify('test', 'Ops mail');
    expect([byName.status, byName.stdout]).toEqual([
      0,
      '127.0.0.1 took the mail for on-call@example.com.\n',
    ]);
    expect(receivers.mails[0]).toContain('Subject: [Anomalies] Test of Anomalies');
    const byId = await notify('test', 'hook', '--json');
    expect(JSON.parse(byId.stdout)).toEqual({
      notifier: 'hook',
      detail: `${receivers.httpHost} answered with status 200.`,
    });
    expect(receivers.hooks.map(({ body }) => body)).toEqual(['{"text": "Test of Anomalies"}']);
  });

  it('should fail with what the other side said, and with 2 where there is no such notifier', async () => {
    receivers.status = 403;
    const refused = await notify('test', 'hook');
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toBe(`error: ${receivers.httpHost} answered with status 403.\n`);
    const unknown = await notify('test', 'nobody');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('There are: mail, hook.');
  });

  it('should tell what rules told and what is pending', async () => {
    expect((await notify('status')).stdout).toMatch(/^many +Many lines +nothing to tell +never$/m);
    await addFindings(client, Array(6).fill({}) as object[]);
    await sidecar.waitUntil(async () => {
      const { body } = await sidecar.get<NotificationStatus>('/v1/notifications');
      return body.notifiers.some(({ last_failure: failure }) => failure !== null);
    });
    const { status, stdout, stderr } = await notify('status');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^many +Many lines +firing since \S+ \S+ +\S+ \S+ +6 flagged lines in 5 minutes$/m,
    );
    expect(stdout).toMatch(/^hook +Hook +webhook +0 of 20 +never +1 message, next try \S+ \S+$/m);
    expect(stderr).toMatch(/^hook failed at \S+ \S+: 127.0.0.1:\d+ answered with status 403\.$/m);
    const json = JSON.parse((await notify('status', '--json')).stdout) as NotificationStatus;
    expect(json.rules[0]).toMatchObject({ rule: 'many', open_incidents: 0, held: null });
  });
});
