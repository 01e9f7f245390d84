/**
 * The ids before and after one in a list. One that is not in it (any more) is taken to have stood at `lastIndex`: what
 * stands there now comes next.
 */
export function neighboursOf(
  ids: readonly string[],
  id: string,
  lastIndex: number,
): { previous: string | undefined; next: string | undefined } {
  const index = ids.indexOf(id);
  if (index >= 0) return { previous: ids[index - 1], next: ids[index + 1] };
  const place = Math.min(lastIndex, ids.length);
  return { previous: ids[place - 1], next: ids[place] ?? ids.find((other) => other !== id) };
}
