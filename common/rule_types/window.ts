import { z } from 'zod';

export const WINDOW_UNITS = ['m', 'h', 'd'] as const;
export type WindowUnit = (typeof WINDOW_UNITS)[number];

const UNIT_MS: Record<WindowUnit, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** How long a rule's window is, as Kibana's forms write it: 5 m. */
export const windowShape = {
  windowSize: z.number().int().min(1).max(1_440).default(5),
  windowUnit: z.enum(WINDOW_UNITS).default('m'),
};

export const windowMs = (window: { windowSize: number; windowUnit: WindowUnit }): number =>
  window.windowSize * UNIT_MS[window.windowUnit];
