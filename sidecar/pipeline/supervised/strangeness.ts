import type { Verdicts } from '../scoring';

/** How strange the unsupervised detectors find units, in nats: what makes few labels enough. */
export interface Strangeness {
  names: readonly string[];
  /** One array a name, a number a unit. */
  verdicts: readonly Float64Array[];
}

/** Where no unsupervised detector was asked. */
export const NOT_ASKED: Strangeness = { names: [], verdicts: [] };

export function strangenessOf(detectors: readonly string[], verdicts: Verdicts): Strangeness {
  return {
    names: [...detectors.map((name) => `strange:${name}`), 'strange'],
    verdicts: [...verdicts.members, verdicts.combined],
  };
}
