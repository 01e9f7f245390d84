/**
 * Whole numbers near the given ones that add up to `sum` (largest remainder method), so that what
 * stands on the screen can be added up by the reader.
 */
export function roundToSum(values: number[], sum: number): number[] {
  const rounded = values.map(Math.floor);
  let missing = sum - rounded.reduce((total, value) => total + value, 0);
  const byRemainder = values
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    rounded[index] += 1;
    missing -= 1;
  }
  return rounded;
}
