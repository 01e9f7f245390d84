import type { Reason } from '../../../common/anomaly';
import type { IncidentReason } from '../../../common/app_api/incidents/schema';

const MAX_OTHERS = 5;

interface Group {
  first: Reason;
  /** The thing of which it is said → in how many lines. */
  things: Map<string, number>;
  lines: number;
  points: number;
}

/**
 * Reasons of many lines as a few: those that say the same of different things are one ("address A and 2 more"). The
 * shares are of all points of all lines, and add up to 1. The heaviest first.
 */
export function sumUpReasons(reasonsOfLines: readonly (readonly Reason[])[]): IncidentReason[] {
  const groups = new Map<string, Group>();
  let allPoints = 0;
  for (const reasons of reasonsOfLines) {
    const ofThisLine = new Set<Group>();
    for (const reason of reasons) {
      const group = groupOf(groups, reason);
      group.points += reason.contribution;
      allPoints += reason.contribution;
      const thing = reason.token ?? '';
      group.things.set(thing, (group.things.get(thing) ?? 0) + 1);
      ofThisLine.add(group);
    }
    for (const group of ofThisLine) group.lines++;
  }
  return [...groups.values()]
    .sort((a, b) => b.points - a.points || b.lines - a.lines)
    .map(({ first, things, lines, points }) => {
      const others = [...things].sort((a, b) => b[1] - a[1]).map(([thing]) => thing);
      return {
        kind: first.kind,
        text: first.text,
        ...(first.typical === undefined ? {} : { typical: first.typical }),
        ...(first.token === undefined ? {} : { token: first.token }),
        others: others.filter((thing) => thing !== (first.token ?? '')).slice(0, MAX_OTHERS),
        otherCount: things.size - 1,
        lines,
        share: allPoints > 0 ? points / allPoints : 0,
      };
    });
}

function groupOf(groups: Map<string, Group>, reason: Reason): Group {
  const key = `${reason.kind}\u0000${withoutToken(reason)}`;
  let group = groups.get(key);
  if (!group) {
    group = { first: reason, things: new Map(), lines: 0, points: 0 };
    groups.set(key, group);
  }
  return group;
}

/** The reason's words without the thing that it names; parts of longer words are left alone. */
function withoutToken({ text, token }: Reason): string {
  if (token === undefined || token === '') return text;
  const literal = token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'gu'),
    '\u0000',
  );
}
