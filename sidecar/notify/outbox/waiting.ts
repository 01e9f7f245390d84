import { randomUUID } from 'node:crypto';
import type { Message } from '../../../common/notifications/message';
import { SEVERITIES } from '../../../common/severity';
import type { Brief, Waiting } from '../state';

/** As many are listed in the message that sums them up; the rest is counted. */
const MAX_BRIEFS = 20;

const FIRST_RETRY_MS = 5 * 60_000;
const LONGEST_RETRY_MS = 3_600_000;

/** Puts a message to those that are summed up later. */
export function addWaiting(
  waiting: Waiting | null,
  message: Message,
  { why, nextTryMs }: { why: Waiting['why']; nextTryMs: number },
): Waiting {
  const before = waiting ?? {
    id: randomUUID(),
    why,
    since: message.time,
    count: 0,
    by_severity: {},
    briefs: [],
    tries: 0,
    next_try_at: new Date(nextTryMs).toISOString(),
  };
  const { title, severity, time, url } = message;
  return {
    ...before,
    count: before.count + 1,
    by_severity: { ...before.by_severity, [severity]: (before.by_severity[severity] ?? 0) + 1 },
    briefs: worstBriefs([...before.briefs, { title, severity, time, url }]),
  };
}

/** After a try that failed: with growing waits, for as long as the notifier is there. */
export function tryLater(waiting: Waiting, nowMs: number): Waiting {
  const delayMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** waiting.tries);
  const next_try_at = new Date(nowMs + delayMs).toISOString();
  return { ...waiting, tries: waiting.tries + 1, next_try_at };
}

/** The worst, in the order of their time. */
function worstBriefs(briefs: readonly Brief[]): Brief[] {
  if (briefs.length <= MAX_BRIEFS) return [...briefs];
  const ranked = [...briefs].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  return ranked.slice(0, MAX_BRIEFS).sort((a, b) => a.time.localeCompare(b.time));
}
