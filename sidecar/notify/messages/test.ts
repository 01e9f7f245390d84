import type { Message } from '../../../common/notifications/message';
import { messageOf } from './context';
import { pageUrl } from './links';

export function testMessage(publicUrl: string | null, nowMs: number): Message {
  return messageOf(
    {
      status: 'test',
      key: 'test',
      title: 'Test of Anomalies',
      text: 'This is a test of a notifier of Anomalies. If it reached you, messages of its rules will, too.',
      severity: 'low',
      count: 0,
      url: pageUrl('overview', publicUrl),
      sinceMs: nowMs,
      untilMs: nowMs,
    },
    { rule: { id: 'test', name: 'Test' }, publicUrl, nowMs },
  );
}
