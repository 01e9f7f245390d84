import { Metrics } from '../../../../sidecar/metrics/metrics';

describe('metrics', () => {
  const line = async (metrics: Metrics, start: string) =>
    (await metrics.registry.metrics()).split('\n').find((it) => it.startsWith(start));

  it('should add up what batches came to', async () => {
    const metrics = new Metrics();
    metrics.batch('follow', { lines: 10, flagged: 2, skipped: { 'no time': 1 }, seconds: 0.2 });
    metrics.batch('follow', { lines: 5, flagged: 0, skipped: {}, seconds: 0.02 });
    metrics.batch('http', { lines: 1, flagged: 1, skipped: {}, seconds: 0.002 });
    expect(await line(metrics, 'anomalies_lines_scored_total{source="follow"}')).toMatch(/ 15$/);
    expect(await line(metrics, 'anomalies_lines_flagged_total{source="follow"}')).toMatch(/ 2$/);
    expect(await line(metrics, 'anomalies_lines_flagged_total{source="http"}')).toMatch(/ 1$/);
    expect(
      await line(metrics, 'anomalies_lines_skipped_total{source="follow",reason="no time"}'),
    ).toMatch(/ 1$/);
    expect(
      await line(metrics, 'anomalies_batch_duration_seconds_bucket{le="0.05",source="follow"}'),
    ).toMatch(/ 1$/);
  });

  it('should not grow with the reasons that it is given', async () => {
    const metrics = new Metrics();
    for (let i = 0; i < 200; i++) {
      const skipped = { [`reason ${i}`]: 1, [`index was deleted: logs-${i}`]: 1 };
      metrics.batch('follow', { lines: 0, flagged: 0, skipped, seconds: 0 });
    }
    const text = await metrics.registry.metrics();
    expect(text.match(/anomalies_lines_skipped_total\{/g)?.length).toBe(51);
    expect(text).toContain('reason="index was deleted"} 200');
    expect(text).toContain('reason="other"} 151');
  });

  it('should leave out a gauge that cannot be worked out, and answer all others', async () => {
    const metrics = new Metrics();
    metrics.gauge('anomalies_late', 'A test.', [], () => Promise.reject(new Error('down')));
    metrics.gauge('anomalies_broken', 'A test.', [], () => {
      throw new Error('down');
    });
    metrics.gauge('anomalies_well', 'A test.', [], () => [{ labels: {}, value: 1 }]);
    expect(await line(metrics, 'anomalies_well ')).toBe('anomalies_well 1');
    expect(await line(metrics, 'anomalies_late ')).toBeUndefined();
    expect(await line(metrics, 'anomalies_broken ')).toBeUndefined();
  });

  it('should read gauges when they are asked for, and leave out what has no value', async () => {
    const metrics = new Metrics();
    let readings = [{ labels: { model: 'a-v1' }, value: 3 }];
    metrics.gauge('anomalies_test', 'A test.', ['model'], () => readings);
    expect(await line(metrics, 'anomalies_test{')).toBe('anomalies_test{model="a-v1"} 3');
    readings = [];
    expect(await line(metrics, 'anomalies_test{')).toBeUndefined();
  });
});
