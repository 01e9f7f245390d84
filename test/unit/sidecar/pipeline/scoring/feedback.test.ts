import type { Verdict } from '../../../../../common/anomaly';
import type { Label } from '../../../../../common/api/labels/schema';
import { Feedback } from '../../../../../sidecar/pipeline/scoring';

const NOW = Date.parse('2024-03-01T12:00:00Z');
let made = 0;
const label = (verdict: Verdict, score: number, more: Partial<Label> = {}): Label => ({
  id: `label-${++made}`,
  verdict,
  template_id: 't1',
  template_text: 'Failed password for <*>',
  host: 'web-1',
  score,
  message: 'Failed password for bob',
  comment: null,
  user: null,
  created_at: new Date(NOW + made * 1000).toISOString(),
  until: null,
  anomaly_index: 'anomalies-server-logs-2024.03.01',
  anomaly_id: `${made}`,
  ...more,
});
const judge = (labels: Label[], score: number, template = 't1', host = 'web-1', nowMs = NOW) =>
  new Feedback(labels).judge(template, host, score, 50, nowMs);

describe('Feedback', () => {
  it('should leave lines alone that nobody labelled', () => {
    expect(judge([], 60)).toEqual({ flagged: true, suppressed: false });
    expect(judge([], 49)).toEqual({ flagged: false, suppressed: false });
  });

  it('should hold for the pattern on the host only', () => {
    const labels = [label('false_positive', 60)];
    expect(judge(labels, 60).suppressed).toBe(true);
    expect(judge(labels, 60, 't2')).toEqual({ flagged: true, suppressed: false });
    expect(judge(labels, 60, 't1', 'web-2')).toEqual({ flagged: true, suppressed: false });
  });

  it('should flag a false positive again only when it is clearly stranger than before', () => {
    const labels = [label('false_positive', 60)];
    expect(judge(labels, 65)).toMatchObject({ flagged: false, suppressed: true });
    expect(judge(labels, 65.1)).toMatchObject({
      flagged: true,
      suppressed: false,
      verdict: 'false_positive',
      labelId: labels[0].id,
    });
    expect(judge(labels, 40)).toMatchObject({ flagged: false, suppressed: false });
  });

  it('should take the highest of several false positives', () => {
    const labels = [label('false_positive', 80), label('false_positive', 60)];
    expect(judge(labels, 84).flagged).toBe(false);
    expect(judge(labels, 86).flagged).toBe(true);
  });

  it('should flag what was confirmed from a little below its score on', () => {
    const labels = [label('true', 45)];
    expect(judge(labels, 41)).toMatchObject({ flagged: true, verdict: 'true' });
    expect(judge(labels, 39).flagged).toBe(false);
    expect(judge([label('true', 90)], 55).flagged).toBe(true);
  });

  it('should suppress everything while a mute lasts and nothing after it', () => {
    const labels = [label('mute', 60, { until: '2024-03-01T13:00:00Z' })];
    expect(judge(labels, 100)).toMatchObject({ flagged: false, suppressed: true, verdict: 'mute' });
    const after = Date.parse('2024-03-01T13:00:00Z');
    expect(judge(labels, 100, 't1', 'web-1', after)).toEqual({ flagged: true, suppressed: false });
    expect(judge([label('mute', 60)], 100, 't1', 'web-1', NOW + 1e12).suppressed).toBe(true);
  });

  it('should let the latest label win, whatever the order they come in', () => {
    const first = label('false_positive', 60);
    const second = label('true', 60);
    expect(judge([second, first], 60)).toMatchObject({ flagged: true, labelId: second.id });
    const third = label('false_positive', 60);
    expect(judge([third, first, second], 60)).toMatchObject({
      suppressed: true,
      labelId: third.id,
    });
  });

  it('should return to the earlier verdict when a mute ends', () => {
    const labels = [
      label('false_positive', 60),
      label('mute', 60, { until: new Date(NOW + 60_000).toISOString() }),
    ];
    expect(judge(labels, 90).suppressed).toBe(true);
    expect(judge(labels, 90, 't1', 'web-1', NOW + 61_000)).toMatchObject({ flagged: true });
    expect(judge(labels, 62, 't1', 'web-1', NOW + 61_000)).toMatchObject({
      suppressed: true,
      verdict: 'false_positive',
    });
  });

  it('should end a mute by a later verdict', () => {
    expect(judge([label('mute', 60), label('true', 60)], 60)).toMatchObject({ flagged: true });
  });
});
