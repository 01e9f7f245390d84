/** Minutes east of UTC of "Z", "UTC", "GMT", "+0200" or "-05:30"; undefined for any other name. */
export function offsetMinutesOf(zone: string): number | undefined {
  const sign = zone[0];
  if (sign === '+' || sign === '-') {
    const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
    return sign === '-' ? -minutes : minutes;
  }
  return zone === 'Z' || zone === 'UTC' || zone === 'GMT' ? 0 : undefined;
}
