/**
 * Makes the secrets of the stack once, at random, and hands each service only those that it needs, in a volume of its
 * own that no other service sees. What is there already stays. Runs as root without any right but to give files away.
 *   node secrets.mjs FOLDER   FOLDER/all keeps every secret, FOLDER/SERVICE is the volume of a service
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRETS = [
  'elastic_password',
  'grafana_password',
  'kibana_encryption_key',
  'kibana_password',
  'kibana_reporting_key',
  'kibana_security_key',
  'logstash_password',
  'sidecar_key',
  'sidecar_password',
];

/** Who gets what under which name; `uid` is whom the service runs as. */
const SERVICES = {
  elasticsearch: { uid: 1000, files: { elastic_password: 'elastic_password' } },
  setup: {
    uid: 1000,
    files: {
      elastic_password: 'elastic_password',
      kibana_password: 'kibana_password',
      logstash_password: 'logstash_password',
      sidecar_password: 'sidecar_password',
    },
  },
  sidecar: {
    uid: 1000,
    files: { elasticsearch_password: 'sidecar_password', sidecar_key: 'sidecar_key' },
  },
  kibana: {
    uid: 1000,
    files: {
      kibana_system_password: 'kibana_password',
      encryption_key: 'kibana_encryption_key',
      reporting_key: 'kibana_reporting_key',
      security_key: 'kibana_security_key',
      sidecar_key: 'sidecar_key',
    },
  },
  logstash: { uid: 1000, files: { elasticsearch_host: logstashAddress } },
  prometheus: { uid: 65534, files: { anomalies_sidecar_key: 'sidecar_key' } },
  grafana: { uid: 472, files: { admin_password: 'grafana_password' } },
};

/** Logstash's output takes name and password with the address; hexadecimal digits need no escapes there. */
function logstashAddress(secretOf) {
  return `http://anomalies_logstash:${secretOf('logstash_password')}@elasticsearch:9200`;
}

/** Whole or not at all, and never readable by others. Modes come before owners: after that it is no longer ours. */
function writeOnce(file, content, uid) {
  if (existsSync(file)) return false;
  const part = `${file}.part`;
  writeFileSync(part, content, { mode: 0o600 });
  chmodSync(part, 0o400);
  chownSync(part, uid, uid);
  renameSync(part, file);
  return true;
}

const folder = process.argv[2];
if (!folder) throw new Error('Name the folder of the volumes: node secrets.mjs FOLDER');
const secretOf = (name) => readFileSync(join(folder, 'all', name), 'utf8');

const made = SECRETS.filter((name) =>
  writeOnce(join(folder, 'all', name), randomBytes(32).toString('hex'), process.getuid()),
);
const handed = Object.entries(SERVICES).flatMap(([service, { uid, files }]) =>
  Object.entries(files)
    .filter(([file, source]) =>
      writeOnce(
        join(folder, service, file),
        typeof source === 'function' ? source(secretOf) : secretOf(source),
        uid,
      ),
    )
    .map(([file]) => `${service}/${file}`),
);
process.stdout.write(`Made ${made.length} secrets, handed out ${handed.length} files\n`);
