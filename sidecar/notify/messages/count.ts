import type { CountRule } from '../../../common/api/settings/rules';
import type { Message } from '../../../common/notifications/message';
import { describeLine, type FlaggedLine } from './flagged_line';
import { messageOf, wholeMinutes, type MessageContext } from './context';
import { linesUrl } from './links';
import { lasting, plural } from './words';

export interface CountFound {
  lines: number;
  worst: FlaggedLine;
}

const MINUTE_MS = 60_000;

/** There are more lines than the rule allows. */
export function countFiring(
  rule: CountRule,
  { lines, worst }: CountFound,
  { key, sinceMs }: { key: string; sinceMs: number },
  context: MessageContext,
): Message {
  const { nowMs, publicUrl } = context;
  const window = lasting(rule.within_minutes);
  const text = [
    `${plural(lines, 'flagged line')} of severity ${rule.severity} or worse in the last ${window}; more than ${rule.more_than} were to be told.`,
    `The strangest, ${describeLine(worst)}`,
  ].join('\n');
  return messageOf(
    {
      status: 'firing',
      key,
      title: `${plural(lines, 'flagged line')} in ${window}`,
      text,
      severity: worst.severity,
      count: lines,
      host: worst.host,
      service: worst.service,
      url: linesUrl(
        rule,
        { fromMs: nowMs - rule.within_minutes * MINUTE_MS, toMs: nowMs },
        publicUrl,
      ),
      sinceMs,
      untilMs: nowMs,
    },
    context,
  );
}

/** There are no more lines than allowed any more. */
export function countRecovered(
  rule: CountRule,
  { key, sinceMs, untilMs }: { key: string; sinceMs: number; untilMs: number },
  context: MessageContext,
): Message {
  const window = lasting(rule.within_minutes);
  const url = linesUrl(rule, { fromMs: sinceMs, toMs: untilMs }, context.publicUrl);
  return messageOf(
    {
      status: 'recovered',
      key,
      title: `Over: ${overTitle(rule)}`,
      text: `No more than ${plural(rule.more_than, 'flagged line')} of severity ${rule.severity} or worse in ${window}, for ${window} by now. It lasted ${lasting(wholeMinutes(untilMs - sinceMs))}.`,
      severity: rule.severity,
      count: 0,
      url,
      sinceMs,
      untilMs,
    },
    context,
  );
}

/** What was so, as a title. */
export function overTitle({ more_than: moreThan, within_minutes: minutes }: CountRule): string {
  return `more than ${plural(moreThan, 'flagged line')} in ${lasting(minutes)}`;
}
