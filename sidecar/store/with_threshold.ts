import type { Model } from '../../common/api/models/schema';

/** A listing with another threshold; what training chose is kept beside it for as long as the two differ. */
export function withThreshold(model: Model, threshold: number, budgetPerDay: number): Model {
  const { trained_threshold: trained = model.threshold, ...rest } = model;
  return {
    ...rest,
    threshold,
    alert_budget_per_day: budgetPerDay,
    ...(trained === threshold ? {} : { trained_threshold: trained }),
  };
}
