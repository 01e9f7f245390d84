import type { Digest } from '../../../common/api/settings/rules';
import { nextRunMs } from '../../schedules/cron';

/** When a digest is told next after a time, which itself does not count. */
export function nextDigestMs(digest: Digest, afterMs: number): number {
  if (digest.kind === 'interval') {
    const stepMs = digest.every_minutes * 60_000;
    return (Math.floor(afterMs / stepMs) + 1) * stepMs;
  }
  const [hour, minute] = digest.at.split(':').map(Number);
  const cron = `${minute} ${hour} * * *`;
  return nextRunMs({ cron, timezone: digest.timezone }, afterMs) ?? Infinity;
}
