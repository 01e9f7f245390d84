import { incidentSearchSchema } from '../../../../../common/app_api/incidents/schema';
import type { StoredIncident } from '../../../../../common/incident';
import { chosen, OPEN } from '../../../../../server/queries/incidents/filters';
import { lineFilter } from '../../../../../server/queries/incidents/read';

const RANGE = { from: '2026-01-05T00:00:00.000Z', to: '2026-01-06T00:00:00.000Z' };
const request = (part: object) => incidentSearchSchema.parse({ ...RANGE, ...part });
const filtersOf = (part: object, except?: 'host' | 'severity') =>
  chosen(request(part), except).bool?.filter;

describe('chosen', () => {
  it('should leave out judged and dissolved incidents unless asked for', () => {
    expect(filtersOf({})).toEqual([OPEN]);
    expect(filtersOf({ state: 'all' })).toEqual([{ match_all: {} }]);
    expect(filtersOf({ state: 'judged' })).toEqual([
      { terms: { 'incident.verdict.verdict': ['confirmed', 'false_positive'] } },
    ]);
  });

  it('should count a facet under all filters but its own', () => {
    const part = { host: ['web-2'], severity: ['critical'] };
    const host = { terms: { 'incident.hosts': ['web-2'] } };
    const severity = { terms: { 'incident.severity': ['critical'] } };
    expect(filtersOf(part)).toEqual([OPEN, severity, host]);
    expect(filtersOf(part, 'host')).toEqual([OPEN, severity]);
  });

  it('should ask for no words where only blanks were typed', () => {
    expect(filtersOf({ text: '  ' })).toEqual([OPEN]);
    expect(JSON.stringify(filtersOf({ text: ' disk fu' }))).toContain('"query":"disk fu"');
  });

  it('should refuse more rows than can be paged through', () => {
    const parsed = incidentSearchSchema.safeParse({ ...RANGE, page: 400, size: 25 });
    expect(parsed.error?.issues[0].message).toContain('10000');
  });
});

describe('lineFilter', () => {
  const incident = {
    members: ['a', 'b'],
    start: RANGE.from,
    end: RANGE.to,
    dissolved: false,
  } as StoredIncident;
  const ALL = { pattern: '', text: '' };

  it('should leave out lines that a verdict took out, but not those of a dissolved incident', () => {
    const shown = JSON.stringify({ term: { 'anomaly.suppressed': false } });
    expect(JSON.stringify(lineFilter(incident, ALL))).toContain(shown);
    expect(JSON.stringify(lineFilter({ ...incident, dissolved: true }, ALL))).not.toContain(shown);
  });

  it('should narrow to a pattern and to words', () => {
    const filter = JSON.stringify(lineFilter(incident, { pattern: 'p1', text: ' no space ' }));
    expect(filter).toContain('{"anomaly.template.id":"p1"}');
    expect(filter).toContain('{"message":"no space"}');
  });
});
