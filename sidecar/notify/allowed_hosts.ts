import { ProblemError } from '../store/stores';

const USUAL_PORTS = { smtp: [25, 465, 587], http: [80, 443] } as const;

/**
 * Lets only hosts pass that the operator of the sidecar allows: a user of the app must not make it call addresses of
 * its own network.
 * @param allowed `host` for the usual ports of the protocol, or `host:port`
 * @throws ProblemError
 */
export function requireAllowedHost(
  allowed: readonly string[],
  protocol: keyof typeof USUAL_PORTS,
  host: string,
  port: number,
): void {
  const name = host.toLowerCase();
  const isUsual = (USUAL_PORTS[protocol] as readonly number[]).includes(port);
  const isAllowed = allowed.some((entry) => {
    const known = entry.toLowerCase();
    return known === `${name}:${port}` || (isUsual && known === name);
  });
  if (isAllowed) return;
  const those = allowed.length > 0 ? `only ${allowed.join(', ')}` : 'no host at all';
  throw new ProblemError(
    400,
    'host_not_allowed',
    `Notifications may not be sent to ${host}:${port}: ANOMALIES_NOTIFY_ALLOWED_HOSTS of the sidecar allows ${those}.`,
  );
}

/** @throws ProblemError where its host is not allowed, or it is no address */
export function requireAllowedUrl(allowed: readonly string[], address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new ProblemError(400, 'invalid_settings', 'This is no http or https address.');
  }
  const usual = url.protocol === 'https:' ? 443 : 80;
  requireAllowedHost(allowed, 'http', url.hostname, url.port === '' ? usual : Number(url.port));
  return url;
}
