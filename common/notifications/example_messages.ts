import type { Message, MessageStatus } from './message';

const FIRING: Message = {
  id: '5f1d7a52-6a0c-4d4e-9f1b-0c3f8f2f7a11',
  status: 'firing',
  key: 'count-1-1735787100000',
  rule: 'Many flagged lines',
  rule_id: 'count-1',
  title: '12 flagged lines in 5 minutes',
  text: '12 flagged lines of severity major or worse in the last 5 minutes; more than 5 were to be told.\nThe strangest, score 83, of kernel on db-1: "I/O error" on sda',
  severity: 'critical',
  count: 12,
  host: 'db-1',
  service: 'kernel',
  url: 'https://kibana.example.com/app/anomalies/anomalies',
  time: '2025-01-02T03:05:00.000Z',
  since: '2025-01-02T03:05:00.000Z',
  duration_minutes: 0,
};

/** Messages as there are, to check templates with and to show what they make of them. */
export const EXAMPLE_MESSAGES: Record<Exclude<MessageStatus, 'test'>, Message> = {
  firing: FIRING,
  recovered: {
    ...FIRING,
    id: '0f0f7a46-6f0d-4a8e-8a53-7b1f0b3d5c22',
    status: 'recovered',
    title: 'Over: more than 5 flagged lines in 5 minutes',
    text: 'No more than 5 flagged lines of severity major or worse in 5 minutes, for 5 minutes by now. It lasted 12 minutes.',
    time: '2025-01-02T03:22:00.000Z',
    duration_minutes: 12,
  },
  digest: {
    ...FIRING,
    id: 'c9a1f4a0-21a7-49b5-8f3e-2f4f2a6e9d33',
    status: 'digest',
    key: 'count-1-digest-1735801200000',
    title: '31 flagged lines since Thu 03:00',
    text: '31 flagged lines of severity major or worse: 2 critical, 29 major.',
    count: 31,
    time: '2025-01-02T07:00:00.000Z',
    since: '2025-01-02T03:00:00.000Z',
    duration_minutes: 240,
  },
};
