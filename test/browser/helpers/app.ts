import type { Client } from '@elastic/elasticsearch';
import type { Browser } from 'playwright-core';
import type { IncidentList } from '../../../common/api/incidents/schema';
import type { RunningHost } from '../../../dev/host/server';
import { useElasticsearch } from '../../integration/helpers/elasticsearch';
import { SidecarProcess } from '../../integration/helpers/sidecar';
import { chromiumPath, launchChromium } from './chromium';
import { buildHost, startHost } from './host';
import { addLogs } from './logs';
import { openPage, type OpenOptions, type OpenPage } from './page';

export { subject, type OpenPage } from './page';

/** Much happens in a test: pages load, jobs run. */
jest.setTimeout(120_000);
const START_TIMEOUT_MS = 240_000;
/** Nothing answers there: the sidecar that is down. */
const NOBODY = 'http://127.0.0.1:9';

export interface AppOptions {
  /** Puts logs into Elasticsearch. */
  logs?: boolean;
  /** Trains a model on them and scores them. */
  trained?: boolean;
  /** False: the host finds no sidecar. */
  sidecar?: boolean;
  /** More of the sidecar's environment, asked for when it starts. */
  env?: (elasticsearchUrl: string) => Promise<Record<string, string>>;
}

export interface TestApp {
  describe: (name: string, tests: () => void) => void;
  client: Client;
  lines: number;
  sidecar: SidecarProcess | undefined;
  /** A fresh page with nothing remembered, at a path of the app. */
  open(path: string, options?: OpenOptions): Promise<OpenPage>;
  /** The same for somebody with other Kibana privileges, on a host of their own. */
  openAs(role: string[], path: string): Promise<OpenPage>;
}

/** Real Elasticsearch, real sidecar, real host, real Chromium. To be called once at the top of a test file. */
export function useApp({
  logs = true,
  trained = logs,
  sidecar = true,
  env,
}: AppOptions = {}): TestApp {
  const hosts: RunningHost[] = [];
  let browser: Browser | undefined;
  // Before that of useElasticsearch: cleaning up needs its client.
  afterAll(async () => {
    await browser?.close();
    await Promise.all(hosts.map((host) => host.close()));
    await app.sidecar?.stop();
    if (browser) await clean();
  }, START_TIMEOUT_MS);

  const elasticsearch = useElasticsearch();
  const clean = async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    await elasticsearch.deleteIndices('server-logs-*');
  };
  const app: TestApp = {
    describe: (name, tests) =>
      chromiumPath
        ? elasticsearch.describe(name, tests)
        : describe.skip(`${name} (skipped: no Chromium; set CHROMIUM_PATH)`, tests),
    client: elasticsearch.client,
    lines: 0,
    sidecar: undefined,
    open: notStarted,
    openAs: notStarted,
  };
  if (!chromiumPath || !elasticsearch.url) return app;

  beforeAll(async () => {
    buildHost();
    await clean();
    if (logs) app.lines = await addLogs(app.client);
    if (sidecar) {
      app.sidecar = await SidecarProcess.start({
        ELASTICSEARCH_URL: elasticsearch.url,
        ANOMALIES_AUTO_FOLLOW: 'true',
        ANOMALIES_INCIDENTS_INTERVAL_MS: '500',
        ...(await env?.(elasticsearch.url)),
      });
      if (trained) {
        await app.sidecar.runJob({ type: 'train' });
        await incidentsTold(app.sidecar);
      }
    }
    const hostFor = async (role?: string[]): Promise<RunningHost> => {
      const host = await startHost({
        elasticsearchUrl: elasticsearch.url,
        sidecarUrl: app.sidecar?.url ?? NOBODY,
        role,
      });
      hosts.push(host);
      return host;
    };
    const { url } = await hostFor();
    const started = await launchChromium();
    browser = started;
    app.open = (target, options) => openPage(started, url + target, options);
    app.openAs = async (role, target) => openPage(started, (await hostFor(role)).url + target);
  }, START_TIMEOUT_MS);
  return app;
}

const notStarted = (): Promise<OpenPage> => Promise.reject(new Error('The app did not start'));

/** What was flagged is told as incidents moments later. */
const incidentsTold = (sidecar: SidecarProcess): Promise<void> =>
  sidecar.waitUntil(async () => (await sidecar.get<IncidentList>('/v1/incidents')).body.total > 0);
