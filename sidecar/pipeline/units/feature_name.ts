/** Template of a feature: `template:12` → 12; undefined where it names none. */
export function templateOf(feature: string): number | undefined {
  const match = /^template:(-?\d+)$/.exec(feature);
  return match ? Number(match[1]) : undefined;
}
