/** A whole number from the environment. */
export function numberFrom(name: string, otherwise: number): number {
  const given = process.env[name];
  if (given === undefined) return otherwise;
  if (!/^\d+$/.test(given)) throw new Error(`${name} is "${given}"; give a whole number.`);
  return Number(given);
}
