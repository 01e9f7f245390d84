import { labelListSchema, type Label } from '../../../common/api/labels/schema';
import { watchListSchema, type Watch } from '../../../common/api/patterns/schema';
import { AppError } from '../../app_error';
import type { SidecarClient } from '../../sidecar_client';

/** What people decided about patterns. */
export interface PatternLists {
  watches: Map<string, Watch>;
  /** Mutes that hold now, by pattern. */
  mutes: Map<string, Label[]>;
}

/** Asks the sidecar; undefined where it does not answer, since counts can be shown without. */
export async function readPatternLists(
  sidecar: SidecarClient,
  signal: AbortSignal,
): Promise<PatternLists | undefined> {
  const options = { signal, timeoutMs: sidecar.statusTimeoutMs };
  try {
    const [{ watches }, { labels }] = await Promise.all([
      sidecar.call('GET', '/v1/patterns/watches', watchListSchema, options),
      sidecar.call('GET', '/v1/labels', labelListSchema, options),
    ]);
    return {
      watches: new Map(watches.map((watch) => [watch.template_id, watch])),
      mutes: mutesNow(labels, Date.now()),
    };
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** Mutes that hold: the latest word on their pattern and host, and not ended. */
export function mutesNow(labels: readonly Label[], nowMs: number): Map<string, Label[]> {
  const latest = new Map<string, Label>();
  for (const label of labels) {
    const key = `${label.template_id}\u0000${label.host}`;
    const other = latest.get(key);
    if (!other || other.created_at < label.created_at) latest.set(key, label);
  }
  const mutes = new Map<string, Label[]>();
  for (const label of latest.values()) {
    const hasEnded = label.until !== null && Date.parse(label.until) <= nowMs;
    if (label.verdict !== 'mute' || hasEnded) continue;
    mutes.set(label.template_id, [...(mutes.get(label.template_id) ?? []), label]);
  }
  return mutes;
}
