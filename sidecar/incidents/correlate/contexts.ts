import type { LinkKind } from '../../../common/incident';

/**
 * What two episodes may have in common. Were they related, the later one would begin after an exponential wait of
 * mean `tauMs` with probability `prior`; were they not, it would begin at the context's own rate λ. A link holds
 * where the likelihood ratio ln(prior / (λ·tauMs)) − gap / tauMs is above zero. So the longest gap,
 * tauMs · ln(prior / (λ·tauMs)), shrinks as the rate grows, and accidental links of a kind stay below prior / e
 * an episode (the maximum of x·ln(prior / x)) at any rate: incidents cannot run together however noisy it is.
 */
export interface Context {
  prior: number;
  tauMs: number;
}

export const CONTEXTS: Record<LinkKind, Context> = {
  /** An address, a request, an order, a user that both name. */
  identifier: { prior: 0.9, tauMs: 600_000 },
  /** The same pattern on the same host and service again. */
  pattern: { prior: 0.1, tauMs: 300_000 },
  /** Patterns that came together before; the prior is how often the later followed the earlier. */
  together: { prior: 1, tauMs: 120_000 },
  /** One names the other's host or service. */
  named: { prior: 0.2, tauMs: 180_000 },
  host: { prior: 0.06, tauMs: 120_000 },
  service: { prior: 0.06, tauMs: 120_000 },
  /** Nothing but the time; holds for bursts, which are rare, and not for single lines. */
  time: { prior: 0.03, tauMs: 60_000 },
};

/** Log-likelihood ratio of related to unrelated, in nats. */
export function evidenceOf({ prior, tauMs }: Context, ratePerMs: number, gapMs: number): number {
  return Math.log(prior / (ratePerMs * tauMs)) - gapMs / tauMs;
}
