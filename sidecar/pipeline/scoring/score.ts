/** A score of 100: one line in a million. */
const TOP_NATS = 6 * Math.LN10;

/** score = 100 · min(1, −log₁₀ p / 6), from −ln p. */
export function scoreOfNats(nats: number): number {
  return 100 * Math.min(1, Math.max(0, nats) / TOP_NATS);
}

/** −ln p of a score. */
export function natsOfScore(scorePct: number): number {
  return (scorePct / 100) * TOP_NATS;
}
