/** Ends with status 0 where the sidecar of this container lives, with 1 and the reason where it does not. */
const TIMEOUT_MS = 3_000;
const url = `http://127.0.0.1:${process.env.ANOMALIES_PORT || '8585'}/healthz`;

try {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
} catch (error) {
  process.stderr.write(`The sidecar does not live: ${error.cause?.message ?? error.message}\n`);
  process.exitCode = 1;
}
