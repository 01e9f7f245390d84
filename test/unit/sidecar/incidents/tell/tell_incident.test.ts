import { findIncidents } from '../../../../../sidecar/incidents';
import { incidentScore } from '../../../../../sidecar/incidents/tell/incident_score';
import { periodSentences } from '../../../../../sidecar/incidents/tell/period_summary';
import { flaggedLine, storm } from '../flagged_lines';

const HOUR = 3_600;

describe('incidentScore', () => {
  it('should be the score of a single line', () => {
    expect(incidentScore([62])).toBe(62);
  });

  it('should add half a decade of rarity for ten times as many lines', () => {
    expect(incidentScore(new Array<number>(10).fill(60))).toBeCloseTo(60 + 100 / 12, 9);
    expect(incidentScore(new Array<number>(214).fill(60))).toBeCloseTo(79.42, 2);
  });

  it('should count weak lines less, never fall below the worst, and end at 100', () => {
    // 90 · 1 + 45 · 2 = 180, twice the worst.
    expect(incidentScore([90, 45, 45])).toBeCloseTo(90 + (100 / 12) * Math.log10(2), 9);
    expect(incidentScore(new Array<number>(1_000).fill(90))).toBe(100);
    expect(incidentScore([0, 0])).toBe(0);
  });
});

describe('findIncidents', () => {
  it('should take two related lines for an incident, and one where it is critical', () => {
    const lines = [
      ...storm(0, 'alpha@one', 'failed', 2),
      flaggedLine(5 * HOUR, 'beta@two', 'odd', { scorePct: 74.9 }),
      flaggedLine(10 * HOUR, 'gamma@three', 'very odd', { scorePct: 75, reason: 'never seen' }),
    ];
    const found = findIncidents(lines).map(({ incident }) => incident);
    expect(found.map(({ suspect }) => suspect.service)).toEqual(['alpha', 'gamma']);
    expect(found[1].sentence).toBe(
      'At 00:02 UTC gamma on three wrote one line that stands out: "very odd" (never seen).',
    );
  });

  it('should say of a window what it says itself, once', () => {
    const window = (atSeconds: number) =>
      flaggedLine(atSeconds, 'sshd@web-2', 'unusually many lines of this service', {
        scorePct: 90,
        reason: 'unusually many lines of this service: 219 in 5 minutes',
        unit: 'window',
      });
    const [{ incident: one }] = findIncidents([window(0)]);
    expect(one.title).toBe('sshd on web-2: unusually many lines of this service');
    expect(one.sentence).toBe(
      'At 14:02 UTC sshd on web-2: unusually many lines of this service: 219 in 5 minutes.',
    );
    const [{ incident: two }] = findIncidents([window(0), window(60)]);
    expect(two.sentence).toContain('219 in 5 minutes, and 1 more time within 60 s');
  });

  it('should not call a window a line where it counts', () => {
    const window = (atSeconds: number, stream: string) =>
      flaggedLine(atSeconds, stream, `unusually many lines of ${stream}`, {
        scorePct: 90,
        unit: 'window',
      });
    const [{ incident: windows }] = findIncidents([
      window(0, 'sshd@web-2'),
      window(0, 'cron@web-2'),
    ]);
    expect(windows.sentence).toContain(' In all 2 windows in ');
    const [{ incident: mixed }] = findIncidents([
      window(0, 'sshd@web-2'),
      ...storm(20, 'cron@web-2', 'no answer from web-2', 3),
    ]);
    expect(mixed.sentence).toContain(' In all 3 lines and 1 window in ');
  });

  const cascade = () => [
    ...storm(0, 'payments@web-3', 'connection refused by bank', 214, 1.7),
    ...storm(20, 'orders@web-1', 'payment gateway timeout', 30),
    ...storm(45, 'shop@web-2', 'no answer from orders', 12),
  ];

  it('should tell what happened in order, and whom it suspects', () => {
    const [{ incident, lines }, ...rest] = findIncidents(cascade());
    expect(rest).toEqual([]);
    expect(lines).toHaveLength(256);
    expect(incident).toMatchObject({
      title:
        'payments on web-3: "connection refused by bank", and 2 more services and 2 more hosts',
      sentence:
        'At 14:02 UTC payments on web-3 began to fail: "connection refused by bank" 214 times in 6 minutes; orders on web-1 followed 20 s later; shop on web-2 followed 45 s later. In all 256 lines in 6 minutes.',
      start: '2026-01-05T14:02:00.000Z',
      hosts: ['web-3', 'web-1', 'web-2'],
      services: ['payments', 'orders', 'shop'],
      lines: 256,
      severity: 'major',
      events_total: 3,
      suspect: {
        host: 'web-3',
        service: 'payments',
        why: 'payments on web-3: its trouble came first, 2 of 2 others followed it, 1 of them names it and it has the highest score.',
      },
    });
    expect(incident.events.map(({ service, lines: count }) => [service, count])).toEqual([
      ['payments', 214],
      ['orders', 30],
      ['shop', 12],
    ]);
    expect(incident.links.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['orders on web-1 and shop on web-2: one names orders, 25 s apart']),
    );
  });

  it('should not suspect an earlier line that nothing follows', () => {
    const early = flaggedLine(-100, 'cron@web-3', 'clock adjusted');
    const [{ incident }] = findIncidents([early, ...cascade()]);
    expect(incident.lines).toBe(257);
    expect(incident.suspect.service).toBe('payments');
    expect(incident.sentence).toContain('a first sign was on cron on web-3');
    expect(incident.suspect.why).toContain('it was among the first');
  });

  it('should keep the id while more lines come, and change it with the first line only', () => {
    const lines = cascade();
    const idOf = (of: typeof lines) => findIncidents(of)[0].incident.id;
    const id = idOf(lines);
    expect(idOf(lines.slice(0, 220))).toBe(id);
    expect(idOf(lines.slice(1))).not.toBe(id);
    expect(id).toMatch(/^[\w-]{22}$/);
  });

  it('should say no more of a warning than it is', () => {
    const lines = storm(0, 'alpha@one', 'slow', 3).map((line) => ({
      ...line,
      level: 'warn' as const,
    }));
    expect(findIncidents(lines)[0].incident.sentence).toBe(
      'At 14:02 UTC alpha on one began to warn: "slow" 3 times in 4 s.',
    );
  });
});

describe('periodSentences', () => {
  const quiet = {
    lines: 12_000,
    flagged: 0,
    incidents: {},
    worst: null,
    new_patterns: [],
    affected: [],
  };

  it('should say when there was nothing', () => {
    expect(periodSentences({ ...quiet, lines: 0 })).toEqual([
      'No lines were scored in this period.',
    ]);
    expect(periodSentences(quiet)).toEqual([
      '12,000 lines were scored; nothing stands out.',
      'There was no incident.',
    ]);
  });

  it('should name the worst, the affected and the new', () => {
    const sentences = periodSentences({
      ...quiet,
      flagged: 60,
      incidents: { critical: 1, minor: 2 },
      worst: { id: 'x', title: 'disk', sentence: 'At 14:02 UTC a disk was full.' },
      affected: [
        { host: 'web-3', service: 'payments', flagged: 40 },
        { host: '', service: 'orders', flagged: 1 },
      ],
      new_patterns: [{ id: 'a', text: 'disk <n> full', lines: 3 }],
    });
    expect(sentences).toEqual([
      '12,000 lines were scored; 60 stand out, one in 200.',
      'There were 3 incidents: 1 critical, 2 minor.',
      'The worst: At 14:02 UTC a disk was full.',
      'Most affected: payments on web-3 (40 lines) and orders (1 line).',
      'New patterns: "disk <n> full" (3 lines).',
    ]);
  });
});
