import type { AnomalyDocument, FlaggedUnit } from '../../../../common/anomaly';
import { flaggedTarget, lineTarget, patternTarget } from '../../../../public/lib/discover_targets';

const TIME = '2026-01-10T12:00:00.000Z';
const RANGE = { from: '2026-01-10T00:00:00Z', to: '2026-01-11T00:00:00Z' };

const line = (host: string, unit?: FlaggedUnit): AnomalyDocument => ({
  '@timestamp': TIME,
  message: 'disk failed',
  log: { level: 'error' },
  host: { name: host },
  service: { name: 'kernel' },
  source: { index: 'server-logs-2026.01.10', id: 'doc-7' },
  event: { ingested: TIME },
  anomaly: {
    ...{ score: 90, severity: 'critical', model: 'server-logs-v1', detectors: {}, reasons: [] },
    template: { id: 't1', text: 'disk failed', is_new: true },
    suppressed: false,
    ...(unit ? { unit } : {}),
  },
});

describe('addresses in Discover', () => {
  it('should show the logs of the host around a line, and offer the line alone', () => {
    const { dataViewSpec, timeRange, filters } = lineTarget(line('web-1'), 'alone');
    expect(dataViewSpec.title).toBe('server-logs-2026.01.10');
    expect(timeRange).toEqual({
      from: '2026-01-10T11:55:00.000Z',
      to: '2026-01-10T12:05:00.000Z',
    });
    expect(filters).toMatchObject([
      { meta: { alias: 'web-1', disabled: false }, query: { multi_match: { query: 'web-1' } } },
      { meta: { alias: 'alone', disabled: true }, query: { ids: { values: ['doc-7'] } } },
    ]);
  });

  it('should not filter by a host that nobody named', () => {
    const { filters } = lineTarget(line(''), 'alone');
    expect(filters?.map(({ meta }) => meta.alias)).toEqual(['alone']);
  });

  it('should show the whole of a window, and the lines that made it strange', () => {
    const unit: FlaggedUnit = {
      ...{ kind: 'window', key: 'web-1 kernel', lines: 90, threshold: 50 },
      start: '2026-01-10T11:00:00.000Z',
      end: '2026-01-10T12:00:00.000Z',
      evidence: ['a', 'b'].map((id) => ({ index: 'server-logs-2026.01.10', id, message: id })),
    };
    const { timeRange, filters } = lineTarget(line('web-1', unit), 'alone');
    expect(timeRange).toEqual({
      from: '2026-01-10T10:55:00.000Z',
      to: '2026-01-10T12:05:00.000Z',
    });
    expect(filters?.[1].query).toEqual({ ids: { values: ['a', 'b'] } });
  });

  it('should look for the words of a pattern, and for what no verdict hides', () => {
    const { query } = patternTarget(
      'Failed password for <user> from <ip> port <n>',
      'logs-*',
      RANGE,
    );
    expect(query?.query).toBe(
      'message : "Failed password for" and message : "from" and message : "port"',
    );
    expect(flaggedTarget(RANGE).query?.query).toBe('anomaly.suppressed : false');
  });
});
