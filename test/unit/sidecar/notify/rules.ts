import {
  countRuleSchema,
  incidentRuleSchema,
  type CountRule,
  type IncidentRule,
} from '../../../../common/api/settings/rules';
import type { StoredIncident } from '../../../../common/incident';

export const MINUTE_MS = 60_000;

/** More than 5 lines in 5 minutes, an hour of cool-down. */
export function countRule(part: object = {}): CountRule {
  return countRuleSchema.parse({ id: 'many', name: 'Many', kind: 'count', ...part });
}

export function incidentRule(part: object = {}): IncidentRule {
  const rule = { id: 'new', name: 'New', kind: 'incident', cooldown_minutes: 5 };
  return incidentRuleSchema.parse({ ...rule, ...part });
}

export function incident(id: string, part: Partial<StoredIncident> = {}): StoredIncident {
  return {
    id,
    title: `Incident ${id}`,
    sentence: `Something happened (${id}).`,
    start: '2025-01-02T03:00:00.000Z',
    end: '2025-01-02T03:00:00.000Z',
    severity: 'major',
    score: 60,
    lines: 10,
    hosts: ['web-1'],
    services: ['nginx'],
    suspect: {
      host: 'web-1',
      service: 'nginx',
      template: { id: 't', text: 't', is_new: true },
      at: '2025-01-02T03:00:00.000Z',
      why: 'It was the first.',
    },
    events: [],
    events_total: 0,
    links: [],
    members: [],
    former_ids: [],
    verdict: null,
    dissolved: false,
    ...part,
  };
}
