const HOUR_MS = 3_600_000;

/** The times that lie within the last hour. */
export function withinHour(sentMs: readonly number[], nowMs: number): number[] {
  return sentMs.filter((atMs) => nowMs - atMs < HOUR_MS);
}

/** From when on another message may be sent, so that no hour has more than `maxPerHour`; `nowMs` where at once. */
export function nextSlotMs(sentMs: readonly number[], maxPerHour: number, nowMs: number): number {
  const recent = withinHour(sentMs, nowMs);
  // The bound may be lower than it was when they were sent.
  const blocking = recent.at(-maxPerHour);
  return blocking === undefined ? nowMs : blocking + HOUR_MS;
}
