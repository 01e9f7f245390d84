/** Signs that a line of a login service gives, each 0 where it is absent. */
export const AUTH_COLUMNS = [
  /** A login that failed. */
  'auth_failure',
  /** An account that does not exist. */
  'auth_unknown_user',
  /** An account that may do everything. */
  'auth_root',
  /** Rights that were taken or refused: sudo, su. */
  'auth_privilege',
  /** A break-in as the service itself sees one, or many failures at once. */
  'auth_attack',
] as const;

/** How strange a sign is by itself, in nats: like something seen once in e² lines. */
const SIGN_NATS = 2;
const MAX_CHARS = 1_024;

const FAILURE =
  /\bfailed (?:password|publickey|keyboard-interactive|none)\b|authentication failure|\bpermission denied\b|incorrect password|\bauth(?:entication)? failed\b|\bcheck pass; user unknown/i;
const UNKNOWN_USER = /\binvalid user\b|\billegal user\b|\buser unknown\b|\bno such user\b/i;
const ROOT = /\b(?:for|user|user=|ruser=)\s?(?:root|admin|administrator)\b/i;
const PRIVILEGE = /\bsudo\b|\bsu\[|\bsu:|\bCOMMAND=|\bNOT in sudoers\b/;
const ATTACK =
  /break-in|possible attack|too many authentication failures|maximum authentication attempts|more authentication failures|reverse mapping checking|bad protocol version|did not receive identification/i;

const TESTS: readonly RegExp[] = [FAILURE, UNKNOWN_USER, ROOT, PRIVILEGE, ATTACK];

/** Writes the signs of a line from `at` on. */
export function fillAuthSigns(raw: string, values: Float32Array, at: number): void {
  const text = raw.length > MAX_CHARS ? raw.slice(0, MAX_CHARS) : raw;
  TESTS.forEach((test, i) => (values[at + i] = test.test(text) ? SIGN_NATS : 0));
}
