import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client } from '@elastic/elasticsearch';
import type { BrowserContext } from 'playwright-core';
import { ANOMALIES_INDEX_PATTERN, DEFAULT_SOURCE_PATTERN } from '../common/indices';
import { buildHost, startHost } from '../test/browser/helpers/host';
import { chromiumPath, launchChromiumProfile } from '../test/browser/helpers/chromium';
import { subject } from '../test/browser/helpers/page';
import { SidecarProcess } from '../test/integration/helpers/sidecar';
import { DAYS, fillStore, type Period } from './app_store';
import { BenchSkip, formatTable, medianOf, type BenchRow } from './bench_row';

/**
 * The app over a million lines and a hundred thousand anomalies: from going to a page's address until it shows its data, in a
 * real Chromium, the period being the whole month. The browser's profile is new; but for the very first visit, which is told
 * apart, it has opened the app before, as that of anybody who uses it.
 * Alone: node --import tsx bench/app.ts
 */
const AREA = 'app';
const TARGET_MS = 1_500;
const RUNS = 3;
/** Longer than any page may ever take: what is slow is reported, not given up. */
const TIMEOUT_MS = 60_000;
const HEAP_MB = 1_536;
/** Kept for the next run; without it, it is filled anew. */
const DATA = path.join(__dirname, '../.anomalies/bench-app');
const FILLED = path.join(DATA, 'filled.json');
const BUNDLES = path.join(__dirname, '../target/public');

/** What a page shows when it has its data. */
const PAGES: { name: string; path: string; ready: string }[] = [
  { name: 'overview', path: '/overview', ready: subject('anomaliesTotals') },
  {
    name: 'incidents',
    path: '/incidents',
    ready: subject('anomaliesIncidentRow'),
  },
  { name: 'anomalies', path: '/anomalies', ready: subject('anomaliesRow') },
  { name: 'patterns', path: '/patterns', ready: subject('anomaliesPatternRow') },
  { name: 'clusters', path: '/clusters', ready: subject('anomaliesClusterMap') },
  { name: 'forecast', path: '/forecast', ready: subject('anomaliesForecastChart') },
  { name: 'models', path: '/models', ready: `${subject('anomaliesModels')} tbody tr` },
  { name: 'settings', path: '/settings', ready: subject('anomaliesSettings') },
];
/** After the second visit Chromium keeps what it compiled. */
const VISITS_BEFORE = 2;

export async function run(): Promise<BenchRow[]> {
  if (!chromiumPath) throw new BenchSkip('no Chromium; set CHROMIUM_PATH');
  buildHost();
  const embedded = await import('../dev/elasticsearch/embedded.mjs');
  if (!existsSync(FILLED)) rmSync(DATA, { recursive: true, force: true });
  const port = await embedded.freePort();
  const server = await embedded.startElasticsearch({ port, dataDir: DATA, heapMb: HEAP_MB });
  const client = new Client({ node: server.url, requestTimeout: 120_000 });
  const sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: server.url });
  const host = await startHost({ elasticsearchUrl: server.url, sidecarUrl: sidecar.url });
  const profile = mkdtempSync(path.join(tmpdir(), 'anomalies-bench-profile-'));
  const context = await launchChromiumProfile(profile, { width: 1440, height: 1000 });
  try {
    const period = await filledStore(client, sidecar);
    const what = await describeStore(client);
    const rows: BenchRow[] = [...bundleSizes()];
    const app = `${host.url}/app/anomalies`;
    rows.push(await firstVisit(context, app, period));
    for (const page of PAGES) {
      rows.push(await measure(context, `${app}${page.path}`, page, period, what));
    }
    return rows;
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
    await host.close();
    await sidecar.stop();
    await client.close();
    await server.stop();
  }
}

/** Filled once: that takes minutes. */
async function filledStore(client: Client, sidecar: SidecarProcess): Promise<Period> {
  if (!existsSync(FILLED)) {
    const period = await fillStore(client, sidecar, (progress) => console.error(`  ${progress}`));
    writeFileSync(FILLED, JSON.stringify(period));
  }
  return JSON.parse(readFileSync(FILLED, 'utf8')) as Period;
}

interface Visit {
  ms: number;
  /** The slowest of the page's own requests. */
  slowest: string;
}

function inPeriod(url: string, { fromMs, toMs }: Period): string {
  const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString());
  return `${url}?_g=(time:(from:'${from}',to:'${to}'))`;
}

/** Nothing is in the browser's cache. What comes after has it. */
async function firstVisit(context: BrowserContext, app: string, period: Period): Promise<BenchRow> {
  const [{ name, path: page, ready }] = PAGES;
  const url = inPeriod(`${app}${page}`, period);
  const { ms, slowest } = await goTo(context, url, ready);
  for (let visit = 1; visit < VISITS_BEFORE; visit++) await goTo(context, url, ready);
  return {
    area: AREA,
    what: `open ${name} for the first time ever`,
    value: ms,
    unit: 'ms',
    note: `slowest request: ${slowest}`,
  };
}

async function measure(
  context: BrowserContext,
  url: string,
  { name, ready }: (typeof PAGES)[number],
  period: Period,
  what: string,
): Promise<BenchRow> {
  const visits: Visit[] = [];
  const value = await medianOf(RUNS, async () => {
    const visit = await goTo(context, inPeriod(url, period), ready);
    visits.push(visit);
    return visit.ms;
  });
  const middle = visits.find(({ ms }) => ms === value) ?? visits[0];
  return {
    area: AREA,
    what: `open ${name} over ${what}`,
    value,
    unit: 'ms',
    target: TARGET_MS,
    better: 'lower',
    note: `slowest request: ${middle.slowest}`,
  };
}

async function goTo(context: BrowserContext, url: string, ready: string): Promise<Visit> {
  const page = await context.newPage();
  try {
    const start = performance.now();
    await page.goto(url, { waitUntil: 'commit', timeout: TIMEOUT_MS });
    await page.locator(ready).first().waitFor({ timeout: TIMEOUT_MS });
    const ms = performance.now() - start;
    const requests = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('/api/anomalies/'))
        .map(({ name, duration }) => ({ path: new URL(name).pathname, duration })),
    );
    requests.sort((a, b) => b.duration - a.duration);
    const [first] = requests;
    return {
      ms,
      slowest: first ? `${path.basename(first.path)} ${Math.round(first.duration)} ms` : 'none',
    };
  } finally {
    await page.close();
  }
}

/** "1,000,000 lines and 100,123 anomalies in 30 days". */
async function describeStore(client: Client): Promise<string> {
  const [lines, anomalies] = await Promise.all(
    [DEFAULT_SOURCE_PATTERN, ANOMALIES_INDEX_PATTERN].map(
      async (index) => (await client.count({ index })).count,
    ),
  );
  return `${lines.toLocaleString('en')} lines and ${anomalies.toLocaleString('en')} anomalies in ${DAYS} days`;
}

const KIBIBYTE = 1_024;

function bundleSizes(): BenchRow[] {
  const sizes = readdirSync(BUNDLES)
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({
      isEntry: file === 'anomalies.plugin.js',
      size: gzipSync(readFileSync(path.join(BUNDLES, file)), { level: 9 }).length / KIBIBYTE,
    }));
  const largest = (isEntry: boolean) =>
    Math.max(0, ...sizes.filter((bundle) => bundle.isEntry === isEntry).map(({ size }) => size));
  const unit = 'KB';
  const note = 'compressed, without what Kibana ships';
  return [
    {
      area: AREA,
      what: 'entry bundle',
      value: largest(true),
      unit,
      target: 30,
      better: 'lower',
      note,
    },
    {
      area: AREA,
      what: 'largest chunk',
      value: largest(false),
      unit,
      target: 350,
      better: 'lower',
      note,
    },
  ];
}

if (require.main === module) {
  void run().then((rows) => console.log(formatTable(rows)));
}
