export const BUDGET_BOUNDS = { min: 0.1, max: 1_000_000 };

export const isBudget = (value: number): boolean =>
  value >= BUDGET_BOUNDS.min && value <= BUDGET_BOUNDS.max;
