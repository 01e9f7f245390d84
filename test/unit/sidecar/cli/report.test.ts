import { formatReport, summarize, type Findings } from '../../../../sidecar/cli/report';

const outlier: Findings['significant_outliers'][number] = {
  file: 'auth.log',
  line: 4312,
  score: 91.24,
  severity: 'critical',
  flagged: true,
  one_in: 302_000,
  message: 'evil \u001b[2J line',
  timestamp: '2026-03-27T13:06:56.000Z',
  template: { id: 't1', text: 'evil <*>', is_new: true },
  detectors: { rarity: 91.24 },
  reasons: [
    {
      detector: 'rarity',
      kind: 'new_pattern',
      text: 'a pattern never seen before',
      contribution: 80.04,
    },
    { detector: 'rarity', kind: 'level', text: 'level error', contribution: 11.2, typical: 'info' },
  ],
};

const findings: Findings = {
  model: 'server-logs-v1',
  lines: 10_000,
  skipped: 2,
  severities: { critical: 1, major: 2 },
  threshold: 61.25,
  first: '2026-03-27T13:06:56.000Z',
  last: '2026-04-20T14:14:29.000Z',
  common_patterns: [
    { id: 'a', text: 'Failed password for <*>', count: 7000, share: 0.7 },
    { id: 'b', text: 'session opened', count: 42, share: 0.0042 },
  ],
  significant_outliers: [outlier, { ...outlier, severity: 'major', line: 7 }],
};

describe('summarize', () => {
  it('should say how many lines, when, and what stands out, in sentences', () => {
    expect(summarize(findings)).toBe(
      '10,000 lines from 2026-03-27 13:06:56 to 2026-04-20 14:14:29 UTC; the most common pattern makes up 70.0 % of them. ' +
        '3 lines stand out (score 61.3 or more): 1 critical, 2 major. ' +
        'The strangest is line 4,312 of auth.log: a pattern never seen before.',
    );
  });

  it('should say that nothing stands out', () => {
    expect(summarize({ ...findings, first: null, severities: {}, significant_outliers: [] })).toBe(
      '10,000 lines; the most common pattern makes up 70.0 % of them. Nothing stands out.',
    );
  });
});

describe('formatReport', () => {
  it('should show patterns, and outliers with score, severity, line and reasons', () => {
    const text = formatReport(findings, { limit: 1 });
    expect(text).toContain('2 lines could not be scored.');
    expect(text).toMatch(/^7,000 +70\.0 % +Failed password for <\*>$/m);
    expect(text).toContain('and 1 more pattern');
    expect(text).toContain(
      '  91.2  critical, line 4,312 of auth.log, 2026-03-27 13:06:56 UTC, about 1 in 302,000 lines',
    );
    expect(text).toContain('        evil ·[2J line\n');
    expect(text).toContain(
      '         + 80.0  a pattern never seen before\n         + 11.2  level error (usual: info)\n',
    );
    expect(text).toContain('and 2 more lines (--limit shows more)');
    expect(text).toContain('Model: server-logs-v1');
  });
});
