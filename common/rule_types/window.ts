export const WINDOW_UNITS = ['m', 'h', 'd'] as const;
export type WindowUnit = (typeof WINDOW_UNITS)[number];

const UNIT_MS: Record<WindowUnit, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Length of a rule's window, which Kibana's forms write as a number and a unit. */
export const windowMs = (window: { windowSize: number; windowUnit: WindowUnit }): number =>
  window.windowSize * UNIT_MS[window.windowUnit];
