/**
 * Works on items in their order, at most `limit` at once. After a failure no further item is begun, those under
 * way come to their end, and the first error is thrown.
 */
export async function eachLimited<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failure: { error: unknown } | null = null;
  const runOne = async () => {
    while (next < items.length && failure === null) {
      const item = items[next++];
      try {
        await work(item);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, runOne));
  // Assigned in a closure, which the compiler does not follow.
  const failed = failure as { error: unknown } | null;
  if (failed) throw failed.error;
}
