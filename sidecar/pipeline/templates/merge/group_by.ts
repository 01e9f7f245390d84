/** Groups items by key, groups and items in order of arrival; `rest` are those without a key. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string | number | undefined,
): { groups: T[][]; rest: T[] } {
  const groups = new Map<string | number, T[]>();
  const rest: T[] = [];
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) {
      rest.push(item);
      continue;
    }
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return { groups: [...groups.values()], rest };
}
