import { setTimeout as delay } from 'node:timers/promises';
import type { NotificationStatus } from '../../../common/api/settings/notification_status';
import type { Settings } from '../../../common/api/settings/schema';
import { STATE_INDICES } from '../../../common/indices';
import { NOTIFICATION_STATE_ID } from '../../../sidecar/notify/state';
import { useElasticsearch } from '../helpers/elasticsearch';
import { addFindings, putIncident, type Finding } from '../helpers/findings';
import { Receivers } from '../helpers/receivers';
import { SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const MINUTE_MS = 60_000;
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const BODY = JSON.stringify({
  rule: '{{rule_id}}',
  status: '{{status}}',
  key: '{{key}}',
  title: '{{title}}',
  text: '{{text}}',
  count: '{{count}}',
  host: '{{host}}',
  minutes: '{{duration_minutes}}',
  url: '{{url}}',
});

interface Told {
  rule: string;
  status: string;
  key: string;
  title: string;
  text: string;
  count: string;
  host: string;
  minutes: string;
  url: string;
}

elasticsearch.describe('rules of notifications', () => {
  const { client, url } = elasticsearch;
  let receivers: Receivers;
  let sidecar: SidecarProcess;

  /** Starts a sidecar whose clock is ahead by so much. */
  const start = async (aheadMs = 0) => {
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      // Incidents are written by the test, and not kept up to date with the lines.
      ANOMALIES_INCIDENTS_INTERVAL_MS: '3600000',
      ANOMALIES_NOTIFY_INTERVAL_MS: '200',
      ANOMALIES_NOTIFY_ALLOWED_HOSTS: receivers.allowedHosts,
      ANOMALIES_PUBLIC_URL: 'https://kibana.example.com/app/anomalies',
      ...(aheadMs === 0
        ? {}
        : {
            NODE_OPTIONS: `--require ${require.resolve('../faults/shifted_clock.cjs')}`,
            ANOMALIES_TEST_CLOCK_SHIFT_MS: String(aheadMs),
          }),
    });
  };
  const status = async () => (await sidecar.get<NotificationStatus>('/v1/notifications')).body;
  const ruleState = async (id: string) => (await status()).rules.find(({ rule }) => rule === id);
  const notifierState = async (id: string) =>
    (await status()).notifiers.find(({ notifier }) => notifier === id);
  const hook = (part: object = {}) => receivers.webhook('/hook', { body: BODY, ...part });
  const count = (id: string, part: object = {}) => ({
    id,
    name: id,
    kind: 'count',
    notifiers: ['hook'],
    ...part,
  });
  /** Saves rules, and waits until each has looked for the first time. */
  const save = async (rules: { id: string }[], notifiers: object[] = [hook()]) => {
    const { version, values } = (await sidecar.get<Settings>('/v1/settings')).body;
    const body = { version, values: { ...values, notifications: { notifiers, rules } } };
    const saved = await sidecar.request<unknown>('PUT', '/v1/settings', body);
    expect([saved.status, saved.body]).toEqual([200, expect.anything()]);
    await sidecar.waitUntil(async () => {
      const known = (await status()).rules.map(({ rule }) => rule);
      return rules.every(({ id }) => known.includes(id));
    });
  };
  const told = () => receivers.hooks.map(({ body }) => JSON.parse(body) as Told);
  const untilTold = (messages: number, timeoutMs?: number) =>
    sidecar.waitUntil(async () => receivers.hooks.length >= messages, timeoutMs);
  const lines = (amount: number, finding: Finding = {}) => Array<Finding>(amount).fill(finding);

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    receivers = await Receivers.start();
  }, 60_000);

  beforeEach(async () => {
    await start();
  }, 60_000);

  afterEach(async () => {
    await sidecar.stop();
    receivers.mails.splice(0);
    receivers.hooks.splice(0);
    receivers.status = 200;
    await elasticsearch.deleteIndices('anomalies-*');
  }, 60_000);

  afterAll(async () => {
    await receivers?.stop();
  });

  it('should count only lines of the hosts, services and indices that a rule names', async () => {
    await save([
      count('host', { hosts: ['WEB-*'], more_than: 0 }),
      count('service', { services: ['ssh?', 'sshd'], more_than: 0 }),
      count('index', { indices: ['*-prod-*'], hosts: ['db-1', 'db-2'], more_than: 0 }),
      count('nothing', { hosts: ['web'], more_than: 0 }),
      { id: 'incident', name: 'incident', kind: 'incident', notifiers: ['hook'], hosts: ['db-*'] },
    ] as { id: string }[]);
    await putIncident(client, { id: 'here', hosts: ['web-1', 'db-7'] });
    await putIncident(client, { id: 'elsewhere', hosts: ['web-1'] });
    await addFindings(client, [
      ...lines(3, { host: 'web-1', service: 'sshd' }),
      ...lines(2, { host: 'db-1', source: 'server-logs-prod-1' }),
      ...lines(4, { host: 'db-3', source: 'server-logs-prod-1' }),
      ...lines(1, { host: 'db-2', source: 'server-logs-test-1' }),
    ]);
    await untilTold(4);
    // One more look of each.
    await delay(500);
    const byRule = Object.fromEntries(told().map((it) => [it.rule, it]));
    const counts = Object.entries(byRule).map(([rule, it]) => [rule, it.count]);
    expect(counts.sort()).toEqual([
      ['host', '3'],
      ['incident', '1'],
      ['index', '2'],
      ['service', '3'],
    ]);
    expect(byRule.incident.title).toBe('New major incident: Incident here');
    expect(decodeURIComponent(byRule.host.url)).toContain("query:'host.name : (WEB-*)'");
  }, 60_000);

  it('should keep quiet hours and digests, and tell in one message what there was', async () => {
    // The next full minute that leaves time for what has to happen before.
    const endMs = Math.ceil((Date.now() + 30_000) / MINUTE_MS) * MINUTE_MS;
    const clock = (ms: number) => new Date(ms).toISOString().slice(11, 16);
    const quiet = {
      timezone: 'UTC',
      windows: [{ days: EVERY_DAY, from: clock(endMs - 600 * MINUTE_MS), to: clock(endMs) }],
    };
    const digest = { kind: 'daily', at: clock(endMs), timezone: 'UTC' };
    await save([
      count('quiet', { quiet }),
      count('digest', { digest, more_than: 0, severity: 'minor' }),
      count('idle', { digest, hosts: ['nobody'] }),
      count('urgent', { quiet, critical_at_once: true, more_than: 0, severity: 'critical' }),
      { id: 'night', name: 'night', kind: 'incident', notifiers: ['hook'], quiet },
    ] as { id: string }[]);
    await addFindings(client, [
      ...lines(6, { message: 'disk is full', pattern: 'p1' }),
      ...lines(1, { score: 90, host: 'db-1', pattern: 'p2', message: 'kernel panic' }),
      ...lines(2, { score: 30, pattern: 'p3' }),
    ]);
    await putIncident(client, { id: 'real' });
    await putIncident(client, { id: 'false' });
    await untilTold(1);
    await sidecar.waitUntil(async () => {
      const { rules } = await status();
      return rules.filter(({ held }) => held !== null).length === 4;
    });
    expect(await ruleState('quiet')).toMatchObject({
      held: { firings: 1 },
      quiet_until: new Date(endMs).toISOString(),
      last_message_at: null,
    });
    expect((await ruleState('digest'))?.next_digest_at).toBe(new Date(endMs).toISOString());
    // One of them may have been seen before the other was there.
    await sidecar.waitUntil(async () => (await ruleState('night'))?.held?.incidents === 2);
    expect(told().map(({ rule, status: it }) => [rule, it])).toEqual([['urgent', 'firing']]);
    await putIncident(client, {
      id: 'false',
      verdict: {
        verdict: 'false_positive',
        comment: null,
        user: 'ann',
        at: new Date(endMs).toISOString(),
      },
    });
    // What is held outlasts a crash; the next clock goes ahead to the end of the quiet hours.
    await sidecar.kill();
    await start(endMs - Date.now() + 1_000);

    await untilTold(5, 90_000);
    await delay(500);
    const digests = Object.fromEntries(told().map((it) => [it.rule, it]));
    expect(
      told()
        .slice(1)
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual(['digest', 'night', 'quiet', 'urgent']);
    expect(digests.quiet).toMatchObject({ status: 'digest', count: '7', host: 'db-1' });
    expect(digests.quiet.text).toContain('1 critical, 6 major.');
    expect(digests.quiet.text).toContain(
      'It came to more than 5 in 5 minutes once, and still does.',
    );
    expect(digests.quiet.text).toContain('Score 90, of nginx on db-1: kernel panic');
    expect(digests.digest).toMatchObject({ count: '9' });
    expect(digests.digest.text).toContain('1 critical, 6 major, 2 minor.');
    expect(digests.night).toMatchObject({ count: '1' });
    expect(digests.night.text).toContain('Something happened (real).');
    expect(await ruleState('quiet')).toMatchObject({ held: null, quiet_until: null });
  }, 180_000);

  it('should send no more than so many an hour, and sum up the rest when there is room', async () => {
    const rules = [0, 1, 2, 3, 4].map((moreThan) =>
      count(`rule-${moreThan}`, { more_than: moreThan, recovery: false }),
    );
    await save(rules, [hook({ max_per_hour: 2 })]);
    await addFindings(client, lines(9));
    await sidecar.waitUntil(async () => (await notifierState('hook'))?.waiting === 3);
    // Which two it is depends on whom the lines met first.
    expect(told()).toHaveLength(2);
    expect(await notifierState('hook')).toMatchObject({ sent_last_hour: 2, retrying: 0 });
    const metrics = await (await fetch(`${sidecar.url}/metrics`)).text();
    expect(metrics).toContain('anomalies_notifications_total{outcome="limited"} 3');
    expect(metrics).toContain('anomalies_notifications_pending 3');

    await sidecar.kill();
    await start(61 * MINUTE_MS);
    await untilTold(3);
    await sidecar.waitUntil(async () => (await notifierState('hook'))?.waiting === 0);
    const [, , summary] = told();
    expect(summary).toMatchObject({ status: 'digest', count: '3' });
    expect(summary.title).toBe('3 messages held back: 3 major');
    expect(summary.text).toContain('9 flagged lines in 5 minutes');
    expect(told()).toHaveLength(3);
  }, 90_000);

  it('should say that it is over, once, to those who were told', async () => {
    await save(
      [
        count('many'),
        count('silent', { recovery: false }),
        { id: 'new', name: 'new', kind: 'incident', notifiers: ['hook'] },
      ] as { id: string }[],
      [hook()],
    );
    const nowMs = Date.now();
    await addFindings(client, lines(6), nowMs);
    const startedAt = new Date(nowMs - 30 * MINUTE_MS).toISOString();
    await putIncident(client, { id: 'a', start: startedAt });
    await untilTold(3);
    expect((await ruleState('many'))?.firing_since).not.toBeNull();
    expect((await ruleState('new'))?.open_incidents).toBe(1);
    await sidecar.kill();
    await start(16 * MINUTE_MS);
    await untilTold(5);
    await delay(500);
    const [, , , ...over] = told();
    const keyOf = (rule: string) => told().find((it) => it.rule === rule)?.key;
    expect(over.map(({ rule, status: it, key }) => [rule, it, key]).sort()).toEqual([
      ['many', 'recovered', keyOf('many')],
      ['new', 'recovered', keyOf('new')],
    ]);
    const incident = over.find(({ rule }) => rule === 'new');
    expect(incident?.title).toBe('Over: Incident a');
    expect(incident?.text).toBe('No more lines for 15 minutes. It lasted 30 minutes.');
    expect(over.find(({ rule }) => rule === 'many')?.title).toBe(
      'Over: more than 5 flagged lines in 5 minutes',
    );
    expect(await ruleState('many')).toMatchObject({ firing_since: null });
  }, 90_000);

  it('should send again, under the same id, what a crash may have cut off, and nothing else', async () => {
    receivers.status = null;
    await save([count('many', { notifiers: ['hook', 'mail'] })], [hook(), receivers.email()]);
    await addFindings(client, lines(6));
    await untilTold(1);
    await sidecar.waitUntil(async () => (await notifierState('mail'))?.sent_last_hour === 1);
    await sidecar.kill();
    receivers.status = 200;
    await start();
    await untilTold(2);
    await sidecar.waitUntil(async () => (await notifierState('hook'))?.sent_last_hour === 1);
    const ids = receivers.hooks.map(({ headers }) => headers['idempotency-key']);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(receivers.mails).toHaveLength(1);
    expect(receivers.mails[0]).toContain(`Message-ID: <${ids[0]}@example.com>`);
  }, 60_000);

  it('should sum up what a notifier did not take for long, as soon as it takes something', async () => {
    receivers.status = 503;
    await save([count('many', { recovery: false })]);
    await addFindings(client, lines(6));
    await untilTold(1);
    await sidecar.waitUntil(async () => (await notifierState('hook'))?.retrying === 1);
    // Ten minutes later four tries have failed, as somebody may have it who stops and starts it meanwhile.
    await sidecar.stop();
    const id = NOTIFICATION_STATE_ID;
    const index = STATE_INDICES.settings;
    const stored = await client.get<{ state: { outbox: { to: object }[] } }>({ index, id });
    const document = stored._source;
    if (!document) throw new Error('Nothing is remembered');
    document.state.outbox[0].to = {
      hook: { tries: 4, next_try_at: new Date().toISOString() },
    };
    await client.index({ index, id, document, refresh: true });
    await start();
    await sidecar.waitUntil(async () => (await notifierState('hook'))?.waiting === 1);
    expect((await notifierState('hook'))?.last_failure?.reason).toBe(
      `${receivers.httpHost} answered with status 503.`,
    );
    receivers.hooks.splice(0);
    receivers.status = 200;
    await sidecar.kill();
    await start(6 * MINUTE_MS);
    await untilTold(1);
    expect(told()[0].text).toContain('This notifier did not take messages for a while.');
    await sidecar.waitUntil(async () => (await notifierState('hook'))?.waiting === 0);
    expect(await notifierState('hook')).toMatchObject({ last_failure: null, next_try_at: null });
  }, 90_000);

  it('should take up what an earlier version remembers', async () => {
    await save([count('many')]);
    await sidecar.stop();
    const message = {
      title: 'From before',
      text: 'text',
      severity: 'major',
      count: 12,
      url: '',
      time: new Date().toISOString(),
      rule: 'many',
    };
    const pending = { message, notifiers: ['hook'], tries: 1, next_try_at: message.time };
    const memory = { last_message_at: message.time, last_text: message.title, told: {}, pending };
    await client.index({
      index: STATE_INDICES.settings,
      id: NOTIFICATION_STATE_ID,
      document: { state: { rules: { many: { ...memory, failures: {} } } } },
      refresh: true,
    });
    await start();
    await untilTold(1);
    expect(told()[0]).toMatchObject({ title: 'From before', rule: 'many', status: 'firing' });
    expect(await ruleState('many')).toMatchObject({ last_text: 'From before' });
    expect(sidecar.log).not.toContain('another version');
  }, 60_000);
});
