import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { problemSchema } from '../../../../common/api/problem';
import { createApp } from '../../../../sidecar/app';
import { loadConfig } from '../../../../sidecar/config';
import { createLogger } from '../../../../sidecar/logger';
import { Sidecar } from '../../../../sidecar/sidecar';
import { FUZZ_INPUTS, OddValues } from './values';

interface Operation {
  method: string;
  path: string;
  names: string[];
}

/** What a sidecar without Elasticsearch may well answer with; every other status of 500 or more is a fault. */
const ON_PURPOSE = [503];
/** Training takes its time, and is not what is tried. */
const LEFT_OUT = ['/train'];
const AT_ONCE = 8;
const MAX_GROWTH_MB = 200;

describe('the API, given anything', () => {
  let dir: string;
  let server: Server;
  let url: string;
  let operations: Operation[];

  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'anomalies-fuzz-'));
    const config = loadConfig({
      ELASTICSEARCH_URL: 'none',
      ANOMALIES_MODEL_DIR: dir,
      ANOMALIES_MAX_BODY_BYTES: '200000',
      // As fast as it can.
      ANOMALIES_MAX_REQUESTS_PER_MINUTE: '100000000',
    });
    const sidecar = new Sidecar(config, createLogger('silent'));
    await sidecar.start();
    server = createApp(sidecar.services).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const lines = Array.from(
      { length: 300 },
      (_, i) => `2023-07-25 10:00:01 INFO request ${i} served`,
    );
    const trained = await post('/train', JSON.stringify(lines));
    expect(trained.status).toBe(200);
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    operations = Object.entries(document.paths).flatMap(([at, methods]) =>
      LEFT_OUT.includes(at)
        ? []
        : Object.entries(methods).map(([method, operation]) => ({
            method: method.toUpperCase(),
            path: at,
            names: namesIn(operation),
          })),
    );
    expect(operations.length).toBeGreaterThan(40);
  }, 60_000);

  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const post = (at: string, body: string) =>
    fetch(url + at, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

  it(`should answer ${FUZZ_INPUTS} requests with a status that is meant, and keep its memory`, async () => {
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    let next = 0;
    const send = async () => {
      while (next < FUZZ_INPUTS) {
        const seed = next++;
        const { method, target, body } = requestOf(seed, operations[seed % operations.length]);
        const answer = await fetch(url + target, {
          method,
          ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
        });
        const text = await answer.text();
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const isMeant = answer.status < 500 || ON_PURPOSE.includes(answer.status);
        const isProblem = answer.status < 400 || problemSchema.safeParse(JSON.parse(text)).success;
        if (!isMeant || !isProblem) {
          faults.push(`${method} ${target.slice(0, 200)} ${body?.slice(0, 200)}: ${answer.status}`);
        }
      }
    };
    const beforeMb = process.memoryUsage().rss / 2 ** 20;
    await Promise.all(Array.from({ length: AT_ONCE }, send));
    expect(faults).toEqual([]);
    expect(statuses.get(400)).toBeGreaterThan(0);
    expect(process.memoryUsage().rss / 2 ** 20 - beforeMb).toBeLessThan(MAX_GROWTH_MB);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  }, 1_800_000);

  function requestOf(seed: number, { method, path: template, names }: Operation) {
    const odd = new OddValues(seed, names);
    const at = template.replace(
      /\{\w+\}/g,
      () => encodeURIComponent(wellFormed(odd.text().slice(0, 300))) || 'x',
    );
    const query = new URLSearchParams();
    for (let i = odd.below(3); i > 0; i--)
      query.append(odd.pick(names), wellFormed(odd.text().slice(0, 300)));
    const target = query.size > 0 ? `${at}?${query.toString()}` : at;
    if (method === 'GET') return { method, target };
    const text = JSON.stringify(odd.below(3) === 0 ? odd.value() : odd.object()) ?? 'null';
    const body = odd.below(10) === 0 ? text.slice(0, odd.below(text.length)) : text;
    return { method, target, body };
  }
});

/** Half a character cannot stand in an address. */
const wellFormed = (text: string) => Buffer.from(text).toString();

/** Every name of a property or parameter in the description of an operation. */
function namesIn(operation: unknown): string[] {
  const names = new Set<string>(['x']);
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'properties' && typeof inner === 'object' && inner !== null) {
        Object.keys(inner).forEach((name) => names.add(name));
      }
      if (key === 'name' && typeof inner === 'string') names.add(inner);
      visit(inner);
    }
  };
  visit(operation);
  return [...names];
}
