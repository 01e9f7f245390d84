/** Template of a feature: `template:12` → 12; undefined where it names none. */
export function templateOf(feature: string): number | undefined {
  const match = /^template:(-?\d+)$/.exec(feature);
  return match ? Number(match[1]) : undefined;
}

/** Templates that a feature names, of `template:3 then template:7` the second first; −1 for one never seen. */
export function templatesNamed(feature: string): number[] {
  return feature
    .split(' then ')
    .reverse()
    .flatMap((token) => templateOf(token) ?? (token === 'new' ? [-1] : []));
}
