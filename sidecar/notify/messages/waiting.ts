import type { Message } from '../../../common/notifications/message';
import type { Waiting } from '../state';
import { messageOf } from './context';
import { pageUrl } from './links';
import { bySeverity, plural, worstOf } from './words';

/** One message for all that a notifier did not get when it was due. */
export function waitingMessage(
  { id, why, since, count, by_severity: counts, briefs }: Waiting,
  { publicUrl, maxPerHour, nowMs }: { publicUrl: string | null; maxPerHour: number; nowMs: number },
): Message {
  const reason =
    why === 'limit'
      ? `No more than ${plural(maxPerHour, 'message')} an hour go to this notifier.`
      : 'This notifier did not take messages for a while.';
  const lines = briefs.map(({ time, title, url }) => {
    const line = `${time.slice(0, 16).replace('T', ' ')} UTC: ${title}`;
    return url === '' ? line : `${line}\n${url}`;
  });
  const rest = count - briefs.length;
  if (rest > 0) lines.push(`And ${rest} more.`);
  const message = messageOf(
    {
      status: 'digest',
      key: id,
      title: `${plural(count, 'message')} held back: ${bySeverity(counts)}`,
      text: [reason, ...lines].join('\n\n'),
      severity: worstOf(briefs.map(({ severity }) => severity)),
      count,
      url: pageUrl('overview', publicUrl),
      sinceMs: Date.parse(since),
      untilMs: nowMs,
    },
    { rule: { id: '', name: 'Held back' }, publicUrl, nowMs },
  );
  // Sent again after a crash it is the same; with more in it, it is another one.
  return { ...message, id: `${id}-${count}` };
}
