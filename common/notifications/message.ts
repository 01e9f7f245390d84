import type { Severity } from '../severity';

export const MESSAGE_STATUSES = ['firing', 'recovered', 'digest', 'test'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** What people are told, in words. */
export interface Message {
  /** The same when it is sent again, so that who gets it twice can tell. */
  id: string;
  status: MessageStatus;
  /** The same for what is on and for that it is over. */
  key: string;
  /** Name of the rule. */
  rule: string;
  rule_id: string;
  title: string;
  text: string;
  severity: Severity;
  /** Flagged lines, or incidents. */
  count: number;
  /** Of the worst line or incident, several parted by commas; empty where it has none. */
  host: string;
  service: string;
  /** Where to look; empty where nobody said where the app is. */
  url: string;
  /** When it was made, and since when it is so, in ISO 8601. */
  time: string;
  since: string;
  /** From `since` until it was over, or until now. */
  duration_minutes: number;
}
