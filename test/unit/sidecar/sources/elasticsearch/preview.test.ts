import { minuteRange } from '../../../../../sidecar/sources/elasticsearch/minute_range';
import { previewNotes } from '../../../../../sidecar/sources/elasticsearch/preview_notes';

describe('minuteRange', () => {
  it('should include the minutes that a period begins and ends in', () => {
    const range = minuteRange('@timestamp', '2026-01-01T10:00:30Z', '2026-01-01T12:00:01+01:00');
    expect(range).toEqual({
      field: '@timestamp',
      fromMs: Date.UTC(2026, 0, 1, 10, 0),
      toMs: Date.UTC(2026, 0, 1, 11, 1),
    });
  });

  it('should be open where a bound is left out', () => {
    expect(minuteRange('t', undefined, undefined)).toBeUndefined();
    expect(minuteRange('t', undefined, '2026-01-01T00:00:00Z')).toEqual({
      field: 't',
      toMs: Date.UTC(2026, 0, 1),
    });
  });
});

describe('previewNotes', () => {
  const facts = {
    index: 'server-logs-*',
    indices: 3,
    lines: 50_000,
    days: 3,
    unreadableShare: 0,
    hasTime: true,
  };

  it('should say what is not known yet', () => {
    expect(previewNotes(facts, 1_000)).toEqual(['3 days: weekly rhythms are not known yet.']);
    expect(previewNotes({ ...facts, days: 1 / 24 }, 1_000)).toEqual([
      '1 hour: daily rhythms are not known yet.',
    ]);
    expect(previewNotes({ ...facts, days: 23.1 }, 1_000)).toEqual([
      '23 days: enough to know a normal week.',
    ]);
  });

  it('should say what is missing', () => {
    expect(previewNotes({ ...facts, indices: 0 }, 1_000)[0]).toContain('No index matches');
    expect(previewNotes({ ...facts, lines: 0 }, 1_000)[0]).toContain('no lines');
    expect(previewNotes({ ...facts, lines: 12 }, 1_000)[0]).toContain('Only 12 lines');
    expect(previewNotes({ ...facts, hasTime: false }, 1_000)[0]).toContain('TIMESTAMP');
    expect(previewNotes({ ...facts, unreadableShare: 0.001 }, 1_000)[1]).toContain('About 1 %');
  });

  it('should say that a sample is taken of many lines', () => {
    expect(previewNotes({ ...facts, lines: 3_000_000 }, 1_000)[1]).toContain(
      '1,000,000 of the 3,000,000 lines',
    );
  });
});
