import { SetupError } from './console.mjs';

const POLL_INTERVAL_MS = 400;

/**
 * A request to the sidecar.
 * @param {string} sidecarUrl
 * @param {string} path
 * @param {{ method?: string, body?: unknown }} [options]
 */
export async function callSidecar(sidecarUrl, path, { method = 'GET', body } = {}) {
  const key = process.env.ANOMALIES_SIDECAR_KEY;
  const answer = await fetch(sidecarUrl + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key ? { authorization: `Bearer ${key}` } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const parsed = text ? JSON.parse(text) : {};
  if (!answer.ok)
    throw new SetupError(`The sidecar refused ${method} ${path}: ${parsed.detail ?? text}`);
  return parsed;
}

/**
 * Trains on all there is and scores it, showing how far it is.
 * @param {string} sidecarUrl
 * @param {(text: string) => void} progress
 */
export async function trainAndScore(sidecarUrl, progress) {
  const started = await callSidecar(sidecarUrl, '/v1/jobs', {
    method: 'POST',
    body: { type: 'train' },
  });
  for (;;) {
    const job = await callSidecar(sidecarUrl, `/v1/jobs/${encodeURIComponent(started.id)}`);
    const percent = job.progress === null ? '' : `${Math.round(job.progress * 100)} %, `;
    progress(`${percent}${job.phase.toLowerCase()}`);
    if (job.state === 'succeeded') return job;
    if (job.state === 'failed' || job.state === 'cancelled') {
      throw new SetupError(`Training ${job.state}: ${job.error ?? 'no reason given'}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
}
