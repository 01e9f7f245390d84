import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../../..');
const ADVISORY = {
  id: 1,
  url: 'https://example.com/advisory',
  title: 'made up',
  vulnerable_versions: '<999.0.0',
  cwe: [],
  cvss: { score: 0, vectorString: null },
};

/** The real npm, asking a registry of this test. */
describe('the audit of dependencies', () => {
  let server: Server;
  let cache: string;
  const ownCache = process.env.npm_config_cache;

  // What npm keeps of these answers is not to be taken for those of the real registry.
  beforeEach(() => {
    cache = mkdtempSync(path.join(tmpdir(), 'anomalies-npm-'));
    process.env.npm_config_cache = cache;
  });
  afterEach(() => {
    server.close();
    rmSync(cache, { recursive: true, force: true });
    if (ownCache === undefined) delete process.env.npm_config_cache;
    else process.env.npm_config_cache = ownCache;
  });

  async function auditWith(status: number, answer: object) {
    server = createServer((request, response) => {
      const isAudit = request.method === 'POST' && request.url?.includes('/security/advisories');
      request.resume();
      response.writeHead(isAudit ? status : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isAudit ? answer : {}));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const { auditDependencies } = await import('../../../dev/audit.mjs');
    return auditDependencies(ROOT, `http://127.0.0.1:${port}/`);
  }

  it('should pass where nothing is known', async () => {
    expect((await auditWith(200, {})).outcome).toBe('passed');
  });

  it('should fail by name from severity high on', async () => {
    const grave = await auditWith(200, { express: [{ ...ADVISORY, severity: 'high' }] });
    expect(grave.outcome).toBe('failed');
    expect(grave.detail).toContain('express (high)');
  });

  it('should pass below that', async () => {
    const slight = await auditWith(200, { express: [{ ...ADVISORY, severity: 'low' }] });
    expect(slight.outcome).toBe('passed');
  });

  it('should be skipped, and not passed, where the registry does not answer that', async () => {
    const { outcome, detail } = await auditWith(405, {});
    expect(outcome).toBe('skipped');
    expect(detail).toContain('405');
  });
});
