import { isIPv6 } from 'node:net';

const GROUPS = 8;
/** Whoever has one address of IPv6 has the 2^64 that begin alike. */
const NETWORK_GROUPS = 4;
const MAPPED = /^::ffff:(?=\d+\.)/i;

/** What clients are told apart by: an address of IPv4 as it is, the first 64 bits of one of IPv6. */
export function networkOf(address: string): string {
  const plain = address.replace(MAPPED, '');
  if (!isIPv6(plain)) return plain;
  const [head, tail] = plain.replace(/%.*$/, '').split('::');
  const groupsOf = (part = '') => part.split(':').filter((group) => group !== '');
  const first = groupsOf(head);
  const last = groupsOf(tail);
  const zeros = Array<string>(Math.max(0, GROUPS - first.length - last.length)).fill('0');
  return [...first, ...zeros, ...last].slice(0, NETWORK_GROUPS).join(':');
}
