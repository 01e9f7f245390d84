import type { IncidentDocument, StoredIncident } from '../../../common/incident';
import { INCIDENTS_INDEX } from '../../../common/indices';
import { logIncidentParamsSchema } from '../../../common/rule_types/log_incident';
import type { LogIncidentParams } from '../../../common/rule_types/log_incident_params';
import { severityOf } from '../../../common/severity';
import { checkLogIncidents } from '../../../server/rule_types/log_incident/executor';
import { installIndices } from '../../../sidecar/sinks/elasticsearch/index_templates';
import { useElasticsearch } from '../helpers/elasticsearch';
import { ruleRuns } from '../helpers/rule_runs';

const elasticsearch = useElasticsearch();
const MINUTE_MS = 60_000;
const NOON_MS = Date.parse('2026-01-10T12:00:00Z');
const isoOf = (timeMs: number) => new Date(timeMs).toISOString();

/** An incident that began at noon and had its last line a minute later. */
function incidentDocument(more: Partial<StoredIncident> = {}): IncidentDocument {
  const { score = 80, hosts = ['db-1'] } = more;
  const template = { id: 't1', text: 'disk <*> failed', is_new: true };
  return {
    '@timestamp': isoOf(NOON_MS),
    incident: {
      id: 'i1',
      title: 'kernel on db-1: disk failed',
      sentence: 'At 12:00 UTC kernel on db-1 began to fail: "disk <*> failed" 4 times in 1 min.',
      start: isoOf(NOON_MS),
      end: isoOf(NOON_MS + MINUTE_MS),
      severity: severityOf(score),
      score,
      lines: 4,
      hosts,
      services: ['kernel'],
      suspect: { host: 'db-1', service: 'kernel', template, at: isoOf(NOON_MS), why: 'It began.' },
      events: [],
      events_total: 0,
      links: [],
      members: ['a1'],
      former_ids: [],
      verdict: null,
      dissolved: false,
      ...more,
    },
  };
}

elasticsearch.describe('the rule "Log incident"', () => {
  const { client } = elasticsearch;

  const rule = (params: Partial<LogIncidentParams> = {}) =>
    ruleRuns(
      client,
      logIncidentParamsSchema.parse(params),
      (options: Parameters<typeof checkLogIncidents>[0]) =>
        checkLogIncidents(options, {
          publicBaseUrl: 'https://kibana.example',
          serverBasePath: '',
        }),
    );

  const write = (more: Partial<StoredIncident> = {}) => {
    const document = incidentDocument(more);
    const { id } = document.incident;
    return client.index({ index: INCIDENTS_INDEX, id, document, refresh: true });
  };

  const remove = (id: string) => client.delete({ index: INCIDENTS_INDEX, id, refresh: true });

  beforeEach(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await installIndices(client, { giveUpAfterMs: 10_000 });
  }, MINUTE_MS);
  afterAll(() => elasticsearch.deleteIndices('anomalies-*'));

  it('should say what happened, and link the incident', async () => {
    await write();
    const { active } = await rule()(NOON_MS + 2 * MINUTE_MS);
    expect(active.get('i1')).toEqual({
      group: 'critical',
      context: {
        message: incidentDocument().incident.sentence,
        title: 'kernel on db-1: disk failed',
        severity: 'critical',
        score: 80,
        lines: 4,
        hosts: 'db-1',
        services: 'kernel',
        suspect: 'kernel on db-1',
        start: '2026-01-10T12:00:00.000Z',
        end: '2026-01-10T12:01:00.000Z',
        link: 'https://kibana.example/app/anomalies/incidents/i1',
        date: '2026-01-10T12:02:00.000Z',
      },
    });
  });

  it('should keep one alert while it goes on, and recover when it was quiet for so long', async () => {
    await write();
    const check = rule({ quietMinutes: 5 });
    const story: string[] = [];
    for (let minute = 1; minute <= 12; minute++) {
      if (minute === 4) await write({ end: isoOf(NOON_MS + 4 * MINUTE_MS), lines: 9 });
      const { active, recovered } = await check(NOON_MS + minute * MINUTE_MS);
      story.push(active.size > 0 ? 'active' : recovered.size > 0 ? 'recovered' : '-');
    }
    // Quiet for five minutes nine minutes after noon.
    expect(story).toEqual([...Array<string>(8).fill('active'), 'recovered', '-', '-', '-']);
  });

  it('should keep the alert when an earlier line gives the incident another id', async () => {
    await write();
    const check = rule();
    await check(NOON_MS + 2 * MINUTE_MS);
    await remove('i1');
    await write({ id: 'i0', former_ids: ['i1'] });
    const { active, recovered } = await check(NOON_MS + 3 * MINUTE_MS);
    expect([[...active.keys()], recovered.size]).toEqual([['i1'], 0]);
    expect(active.get('i1')?.context.link).toContain('/incidents/i0');
  });

  it('should recover when somebody calls it a false alarm, not when it is confirmed', async () => {
    await write();
    const check = rule();
    await check(NOON_MS + 2 * MINUTE_MS);
    const by = { comment: null, user: 'ann', at: isoOf(NOON_MS) };
    await write({ verdict: { verdict: 'confirmed', ...by } });
    expect((await check(NOON_MS + 3 * MINUTE_MS)).active.size).toBe(1);
    await write({ verdict: { verdict: 'false_positive', ...by } });
    const { active, recovered } = await check(NOON_MS + 4 * MINUTE_MS);
    expect([active.size, recovered.get('i1')?.link]).toEqual([
      0,
      'https://kibana.example/app/anomalies/incidents/i1',
    ]);
  });

  it('should look only at the incidents that it is asked about', async () => {
    await write();
    await write({ id: 'i2', score: 60, hosts: ['db-1', 'web-1'], lines: 2 });
    await write({ id: 'i3', score: 30 });
    await write({ id: 'i4', dissolved: true });
    const idsOf = async (params: Partial<LogIncidentParams>) =>
      [...(await rule(params)(NOON_MS + 2 * MINUTE_MS)).active.keys()].sort();
    expect(await idsOf({})).toEqual(['i1', 'i2']);
    expect(await idsOf({ minSeverity: 'minor' })).toEqual(['i1', 'i2', 'i3']);
    expect(await idsOf({ minLines: 3 })).toEqual(['i1']);
    expect(await idsOf({ host: 'web-1' })).toEqual(['i2']);
    expect(await idsOf({ service: 'sshd' })).toEqual([]);
  });
});
