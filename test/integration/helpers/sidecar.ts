import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import type { Job } from '../../../common/api/jobs/schema';

const ROOT = path.join(__dirname, '../../..');
const READY_TIMEOUT_MS = 60_000;
/** As it was built for this run of tests, which starts faster; where none was built for it, from its sources. */
const PROGRAM =
  process.env.ANOMALIES_TEST_IS_BUILT === 'true'
    ? [path.join(ROOT, 'build', 'sidecar', 'main.js')]
    : ['--import', 'tsx', path.join(ROOT, 'sidecar', 'main.ts')];

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** A sidecar in a process of its own, as users run it. */
export class SidecarProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly output: () => string,
    private readonly exited: Promise<number | null>,
    private readonly key: string | undefined,
  ) {}

  /** Starts one on a free port, without following by itself, and waits until it is ready. */
  static async start(env: Record<string, string>): Promise<SidecarProcess> {
    const sidecar = await SidecarProcess.launch(env);
    await sidecar.waitUntil(async () => (await sidecar.get('/readyz')).status === 200);
    return sidecar;
  }

  /** Starts one and waits until it listens. */
  static async launch(env: Record<string, string>): Promise<SidecarProcess> {
    const child = spawn(process.execPath, PROGRAM, {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        ANOMALIES_PORT: '0',
        ANOMALIES_AUTO_FOLLOW: 'false',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const deadline = Date.now() + READY_TIMEOUT_MS;
    for (;;) {
      const port = /"port":(\d+)/.exec(output)?.[1];
      if (port) {
        const url = `http://127.0.0.1:${port}`;
        const key = env.ANOMALIES_SIDECAR_KEYS?.split(',')[0];
        return new SidecarProcess(child, url, () => output, exited, key);
      }
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`The sidecar does not listen:\n${output}`);
      }
      await delay(20);
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get log(): string {
    return this.output();
  }

  async request<T>(method: string, target: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(this.url + target, {
      method,
      headers: {
        ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as T,
    };
  }

  get<T>(target: string): Promise<Answer<T>> {
    return this.request('GET', target);
  }

  post<T>(target: string, body?: unknown): Promise<Answer<T>> {
    return this.request('POST', target, body);
  }

  async startJob(body: unknown): Promise<Job> {
    const { status, body: job } = await this.post<Job>('/v1/jobs', body);
    if (status !== 202) throw new Error(`The job did not start: ${JSON.stringify(job)}`);
    return job;
  }

  async job(id: string): Promise<Job> {
    return (await this.get<Job>(`/v1/jobs/${id}`)).body;
  }

  /** Waits for the end of a job; it must have succeeded unless another state is named. */
  async jobEnds(id: string, state = 'succeeded', timeoutMs = 60_000): Promise<Job> {
    let job = await this.job(id);
    await this.waitUntil(async () => {
      job = await this.job(id);
      return !['queued', 'running', 'cancelling'].includes(job.state);
    }, timeoutMs);
    if (job.state !== state) throw new Error(`The job is ${job.state}: ${job.error}\n${this.log}`);
    return job;
  }

  async runJob(body: unknown): Promise<Job> {
    return this.jobEnds((await this.startJob(body)).id);
  }

  async waitUntil(condition: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`Waited in vain.\n${this.log}`);
      await delay(50);
    }
  }

  /** Ends it without any chance to tidy up. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** Its resident memory now, on Linux. */
  residentMb(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
  }

  /** Sends it a signal, such as to stop and to go on. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it as a service manager does. @returns its exit status */
  async stop(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    return this.exited;
  }
}

/** Adds documents to an index in their order, and makes them visible. */
export async function addDocuments(
  client: Client,
  index: string,
  documents: readonly object[],
): Promise<void> {
  for (let start = 0; start < documents.length; start += 5_000) {
    const operations = documents
      .slice(start, start + 5_000)
      .flatMap((document) => [{ create: { _index: index } }, document]);
    const answer = await client.bulk({ operations });
    const failed = answer.items.find((item) => item.create?.error);
    if (failed) throw new Error(JSON.stringify(failed.create?.error));
  }
  await client.indices.refresh({ index });
}

export interface Results {
  /** Anomaly ids, sorted. */
  ids: string[];
  /** Flagged and not suppressed. */
  flagged: number;
  /** Sums over the rollups. */
  lines: number;
  rollupFlagged: number;
  /** Lines by minute, host and service. */
  byMinute: Record<string, number>;
  /** Lines by minute, host, service and pattern. */
  byPattern: Record<string, number>;
  /** The same lines by pattern, added up. */
  patternLines: number;
}

/** Everything that was found in lines of the pattern's indices. */
export async function resultsOf(client: Client): Promise<Results> {
  const index = ['anomalies-server-logs-*', 'anomalies-rollup-server-logs-*'];
  await client.indices.refresh({ index, ignore_unavailable: true, allow_no_indices: true });
  const results: Results = {
    ids: [],
    flagged: 0,
    lines: 0,
    rollupFlagged: 0,
    byMinute: {},
    byPattern: {},
    patternLines: 0,
  };
  interface Found {
    '@timestamp': string;
    host: { name: string };
    service: { name: string };
    anomaly?: { suppressed: boolean; unit?: object };
    rollup?: { lines: number; flagged: number; patterns: { id: string; lines: number }[] };
  }
  const all = client.helpers.scrollSearch<Found>({
    index,
    ignore_unavailable: true,
    allow_no_indices: true,
    size: 5_000,
    query: { match_all: {} },
  });
  for await (const page of all) {
    for (const hit of page.body.hits.hits) {
      const document = hit._source;
      if (!document) continue;
      // Windows and sessions stand beside the lines that they consist of.
      if (document.anomaly && !document.anomaly.unit) {
        results.ids.push(hit._id ?? '');
        if (!document.anomaly.suppressed) results.flagged++;
      }
      if (document.rollup) {
        const key = [document['@timestamp'], document.host.name, document.service.name].join('|');
        results.byMinute[key] = (results.byMinute[key] ?? 0) + document.rollup.lines;
        results.lines += document.rollup.lines;
        results.rollupFlagged += document.rollup.flagged;
        for (const { id, lines } of document.rollup.patterns) {
          const patternKey = `${key}|${id}`;
          results.byPattern[patternKey] = (results.byPattern[patternKey] ?? 0) + lines;
          results.patternLines += lines;
        }
      }
    }
  }
  results.ids.sort();
  return results;
}

let authLines: string[] | null = null;

/** Documents of real ssh log lines, as often as needed, one every `stepMs` from `startMs` on. */
export function logDocuments(count: number, startMs: number, stepMs: number, host = 'web-1') {
  authLines ??= gunzipSync(readFileSync(path.join(ROOT, 'dev/samples/auth.log.gz')))
    .toString()
    .split('\n')
    .filter(Boolean);
  const lines = authLines;
  return Array.from({ length: count }, (_, i) => ({
    '@timestamp': new Date(startMs + i * stepMs).toISOString(),
    message: lines[i % lines.length],
    host: { name: host },
    process: { name: 'sshd' },
  }));
}
