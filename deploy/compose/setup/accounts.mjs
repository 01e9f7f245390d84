/**
 * Gives the sidecar and Logstash accounts of their own with no more than they need, and Kibana's built-in account its
 * password. Doing it again changes nothing, so it runs at every start.
 *   ELASTICSEARCH_URL, ROLES (folder of the roles), SECRETS (folder of the passwords)
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const REQUEST_TIMEOUT_MS = 10_000;
const RETRY_MS = 2_000;
const MAX_TRIES = 60;

const { ELASTICSEARCH_URL, ROLES, SECRETS } = process.env;
for (const [name, value] of Object.entries({ ELASTICSEARCH_URL, ROLES, SECRETS })) {
  if (!value) throw new Error(`Set ${name}.`);
}
const secret = (name) => readFileSync(join(SECRETS, name), 'utf8').trim();
const role = (name) => JSON.parse(readFileSync(join(ROLES, `${name}.role.json`), 'utf8'));
const authorization = `Basic ${Buffer.from(`elastic:${secret('elastic_password')}`).toString('base64')}`;

const account = (name, password) => [
  ['PUT', `/_security/role/${name}`, role(name)],
  ['PUT', `/_security/user/${name}`, { password, roles: [name] }],
];
const steps = [
  ...account('anomalies_sidecar', secret('sidecar_password')),
  ...account('anomalies_logstash', secret('logstash_password')),
  ['POST', '/_security/user/kibana_system/_password', { password: secret('kibana_password') }],
];

/** Elasticsearch may answer before its security index does: that is tried again, a refusal is not. */
async function request(method, path, body) {
  const response = await fetch(ELASTICSEARCH_URL + path, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  }).catch((error) => ({ status: 503, text: async () => error.cause?.message ?? error.message }));
  if (response.status < 300) return null;
  const reason = `${method} ${path}: ${response.status} ${(await response.text()).slice(0, 500)}`;
  if (response.status < 500 && response.status !== 429) throw new Error(reason);
  return reason;
}

async function untilDone(step) {
  for (let tries = 1; ; tries++) {
    const reason = await request(...step);
    if (reason === null) return;
    if (tries === MAX_TRIES) throw new Error(reason);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

try {
  for (const step of steps) await untilDone(step);
  process.stdout.write('The accounts of the sidecar, Logstash and Kibana are set up\n');
} catch (error) {
  process.stderr.write(`The accounts are not set up: ${error.message}\n`);
  process.exitCode = 1;
}
