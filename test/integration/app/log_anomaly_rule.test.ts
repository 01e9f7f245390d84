import { searchRequestSchema } from '../../../common/app_api/search/schema';
import { anomaliesIndexOf, rollupIndexOf } from '../../../common/indices';
import { logAnomalyParamsSchema } from '../../../common/rule_types/log_anomaly';
import type { LogAnomalyParams } from '../../../common/rule_types/log_anomaly_params';
import { searchAnomalies } from '../../../server/queries/search';
import { checkLogAnomalies } from '../../../server/rule_types/log_anomaly/executor';
import { installIndices } from '../../../sidecar/sinks/elasticsearch/index_templates';
import { anomalyDocument, MODEL, type MadeAnomaly } from '../helpers/anomalies';
import { useElasticsearch } from '../helpers/elasticsearch';
import { ruleRuns } from '../helpers/rule_runs';

const elasticsearch = useElasticsearch();
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const NOON_MS = Date.parse('2026-01-10T12:00:00Z');

interface ScoredLine extends Partial<MadeAnomaly> {
  /** When it was scored. */
  scoredMs: number;
}

elasticsearch.describe('the rule "Log anomaly"', () => {
  const { client } = elasticsearch;
  let written = 0;

  const rule = (params: Partial<LogAnomalyParams>) =>
    ruleRuns(
      client,
      logAnomalyParamsSchema.parse({ count: 2, ...params }),
      (options: Parameters<typeof checkLogAnomalies>[0]) =>
        checkLogAnomalies(options, { serverBasePath: '' }),
    );

  async function write(lines: ScoredLine[]): Promise<void> {
    const operations = lines.flatMap(({ scoredMs, timeMs = scoredMs, score = 60, ...made }) => {
      const id = String(written++);
      const document = anomalyDocument({ timeMs, score, ...made }, id);
      return [
        { index: { _index: anomaliesIndexOf(timeMs), _id: id } },
        { ...document, event: { ingested: new Date(scoredMs).toISOString() } },
      ];
    });
    const answer = await client.bulk({ operations, refresh: true });
    expect(answer.errors).toBe(false);
  }

  const linesOf = (count: number, line: ScoredLine) =>
    Array.from({ length: count }, (_, i) => ({ ...line, scoredMs: line.scoredMs + i }));

  beforeEach(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await installIndices(client, { giveUpAfterMs: 10_000 });
  }, MINUTE_MS);
  afterAll(() => elasticsearch.deleteIndices('anomalies-*'));

  it('should fire for each group above the count, and say what happened there', async () => {
    await write([
      ...linesOf(2, { scoredMs: NOON_MS - MINUTE_MS, host: 'web-1' }),
      { scoredMs: NOON_MS - 2 * MINUTE_MS, host: 'web-1', score: 91, message: 'disk on fire' },
      ...linesOf(3, { scoredMs: NOON_MS - MINUTE_MS, host: 'web-2', service: 'cron' }),
      ...linesOf(2, { scoredMs: NOON_MS - MINUTE_MS, host: 'quiet-1' }),
    ]);
    const { active } = await rule({ groupBy: 'host' })(NOON_MS);
    expect([...active.keys()].sort()).toEqual(['web-1', 'web-2']);
    expect(active.get('web-1')).toMatchObject({
      group: 'critical',
      context: {
        message: '3 flagged lines within 5m, host web-1.',
        count: 3,
        severity: 'critical',
        score: 91,
        hosts: 'web-1',
        services: 'sshd',
      },
    });
    expect(active.get('web-1')?.context.topLinesText?.split('\n')[0]).toBe(
      '2026-01-10T11:58:00.000Z web-1: disk on fire (pattern t1 is rare)',
    );
    expect(active.get('web-2')).toMatchObject({ group: 'warning', context: { services: 'cron' } });
  });

  it('should link just the lines that it speaks of', async () => {
    // Scored within a minute whose rollup begins before them.
    const scoredMs = NOON_MS - MINUTE_MS + 20 * SECOND_MS;
    await write(linesOf(3, { scoredMs, host: 'web-1' }));
    await client.index({
      index: rollupIndexOf(scoredMs),
      refresh: true,
      document: {
        '@timestamp': new Date(NOON_MS - MINUTE_MS).toISOString(),
        host: { name: 'web-1' },
        service: { name: 'sshd' },
        rollup: { model: MODEL, lines: 10, flagged: 3, max_score: 60 },
      },
    });
    const { active } = await rule({ groupBy: 'host' })(NOON_MS);
    const link = decodeURIComponent(active.get('web-1')?.context.link ?? '');
    const [, from, to] = /from:'([^']+)',to:'([^']+)'/.exec(link) ?? [];
    expect(link).toContain('host:!(web-1)');
    const found = async (period: { from: string; to: string }) =>
      searchAnomalies(
        { elasticsearch: client, signal: new AbortController().signal },
        searchRequestSchema.parse({ ...period, host: ['web-1'] }),
        MODEL,
      );
    expect(await found({ from, to })).toMatchObject({ total: 3, lines: 10 });
    // Nor does the app lose lines where somebody chooses a period that begins within the minute.
    expect(await found({ from: new Date(scoredMs).toISOString(), to })).toMatchObject({ total: 3 });
  });

  it('should count a line that comes late, and none of a period that is scored anew', async () => {
    const scoredMs = NOON_MS - 10 * SECOND_MS;
    await write(linesOf(3, { scoredMs, timeMs: NOON_MS - 50 * MINUTE_MS, host: 'late-1' }));
    await write(linesOf(3, { scoredMs, timeMs: NOON_MS - 3 * HOUR_MS, host: 'old-1' }));
    const { active } = await rule({ groupBy: 'host' })(NOON_MS);
    expect([...active.keys()]).toEqual(['late-1']);
  });

  it('should keep one alert while the window holds too many, recover once, and not fire again', async () => {
    await write(linesOf(3, { scoredMs: NOON_MS - 30 * SECOND_MS }));
    const check = rule({});
    const story: string[] = [];
    for (let minute = 0; minute < 15; minute++) {
      const { active, recovered } = await check(NOON_MS + minute * MINUTE_MS);
      expect([...active.keys(), ...recovered.keys()].every((id) => id === 'all')).toBe(true);
      story.push(active.size > 0 ? 'active' : recovered.size > 0 ? 'recovered' : '-');
      for (const context of recovered.values())
        expect(context.message).toContain('No more than 2 flagged lines within 5m any more');
    }
    expect(story.join(' ')).toMatch(/^(active ){5,6}recovered( -)+$/);
  });

  it('should fire for lines between two checks, however far apart, and for none twice', async () => {
    const check = rule({});
    expect((await check(NOON_MS)).active.size).toBe(0);
    // While Kibana was away: both its beginning and its end.
    await write(linesOf(3, { scoredMs: NOON_MS + 30 * MINUTE_MS }));
    expect((await check(NOON_MS + 2 * HOUR_MS)).active.get('all')).toMatchObject({
      context: { count: 3 },
    });
    const next = await check(NOON_MS + 2 * HOUR_MS + MINUTE_MS);
    expect([next.active.size, next.recovered.size]).toEqual([0, 1]);
  });

  it('should look only at the lines that it is asked about', async () => {
    const scoredMs = NOON_MS - MINUTE_MS;
    await write([
      ...linesOf(3, { scoredMs, host: 'muted-1', more: { suppressed: true } }),
      ...linesOf(3, { scoredMs, host: 'minor-1', score: 30 }),
      ...linesOf(3, { scoredMs, host: 'db-1', template: 'slow' }),
    ]);
    const groupsOf = async (params: Partial<LogAnomalyParams>) =>
      [...(await rule({ groupBy: 'host', ...params })(NOON_MS)).active.keys()].sort();
    expect(await groupsOf({})).toEqual(['db-1', 'minor-1']);
    expect(await groupsOf({ minSeverity: 'major' })).toEqual(['db-1']);
    expect(await groupsOf({ minScore: 61 })).toEqual([]);
    expect(await groupsOf({ filter: 'host : minor*' })).toEqual(['minor-1']);
    expect(await groupsOf({ source: 'other-logs-*' })).toEqual([]);
    const byPattern = await rule({ groupBy: 'pattern', filter: 'host : db-1' })(NOON_MS);
    expect(byPattern.active.get('slow')?.context.message).toBe(
      '3 flagged lines within 5m on db-1, pattern line <number> of slow.',
    );
  });

  it('should say what is wrong with a filter', async () => {
    await expect(rule({ filter: 'colour : red' })(NOON_MS)).rejects.toThrow(/colour/);
  });
});
