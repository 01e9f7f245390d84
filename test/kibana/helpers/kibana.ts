import type { Browser, Page } from 'playwright-core';
import { jobSchema } from '../../../common/api/jobs/schema';
import { chromiumPath, launchChromium } from '../../browser/helpers/chromium';
import { eventually } from '../../browser/helpers/eventually';
import { subject } from '../../browser/helpers/page';
import { ownComplaints } from './complaints';

export { subject } from '../../browser/helpers/page';
export { eventually } from '../../browser/helpers/eventually';

/**
 * The app in a real Kibana with the plugin installed, its Elasticsearch holding logs in server-logs-* and the sidecar
 * running where the plugin looks for it. KIBANA_USERNAME and KIBANA_PASSWORD where Kibana asks who one is.
 */
const kibanaUrl = process.env.KIBANA_URL?.replace(/\/$/, '');
const skipReason = !kibanaUrl
  ? 'set KIBANA_URL to the address of a Kibana with the plugin'
  : !chromiumPath
    ? 'no Chromium; set CHROMIUM_PATH'
    : undefined;

/** Kibana loads some megabytes before it shows an app. */
const LOAD_TIMEOUT_MS = 60_000;
const TRAIN_TIMEOUT_MS = 240_000;

/** The logs that are looked at: the sample logs cover less. */
export const PERIOD = '?_g=(time:(from:now-30d,to:now))';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface TestKibana {
  describe: (name: string, tests: () => void) => void;
  /** The one page of a test file: what it has loaded of Kibana is not loaded again. */
  page: Page;
  /** Goes to a path of Kibana, loading the page anew. */
  open(path: string): Promise<Page>;
  /** Calls an API of Kibana or of the plugin. */
  call<T>(method: Method, path: string, body?: object): Promise<T>;
  /** Calls Kibana's Elasticsearch, through Kibana's console, so that no other address is needed. */
  elasticsearch<T>(method: Method, path: string, body?: object): Promise<T>;
  /** Sets advanced settings; null takes one back. They are taken back when the file's tests have ended. */
  set(settings: Record<string, unknown>): Promise<void>;
}

/** To be called once at the top of a test file. Every test also checks that nothing complained meanwhile. */
export function useKibana({ trained = true }: { trained?: boolean } = {}): TestKibana {
  jest.setTimeout(180_000);
  let browser: Browser | undefined;
  let page: Page | undefined;
  const complaints: string[] = [];
  const changedSettings = new Set<string>();

  const kibana: TestKibana = {
    describe: (name, tests) =>
      (skipReason ? describe.skip : describe)(
        skipReason ? `${name}, in Kibana (skipped: ${skipReason})` : `${name}, in Kibana`,
        tests,
      ),
    get page() {
      if (!page) throw new Error('No page is open');
      return page;
    },
    async open(path) {
      await kibana.page.goto(`${kibanaUrl}${path}`);
      await logInWhereAsked(kibana.page);
      return kibana.page;
    },
    call: callKibana,
    elasticsearch: (method, path, body) =>
      callKibana(
        'POST',
        `/api/console/proxy?${new URLSearchParams({ path, method }).toString()}`,
        body,
      ),
    async set(settings) {
      Object.keys(settings).forEach((name) => changedSettings.add(name));
      await callKibana('POST', '/api/kibana/settings', { changes: settings });
    },
  };
  if (skipReason) return kibana;

  beforeAll(async () => {
    if (trained) await trainWhereNothingIs();
    browser = await launchChromium();
    const context = await browser.newContext({
      viewport: { width: 1440, height: 1000 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    page = await context.newPage();
    page.setDefaultTimeout(LOAD_TIMEOUT_MS);
    ownComplaints(page, (complaint) => complaints.push(complaint));
  }, TRAIN_TIMEOUT_MS);
  afterEach(() => expect(complaints.splice(0)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    if (changedSettings.size > 0) {
      await kibana.set(Object.fromEntries([...changedSettings].map((name) => [name, null])));
    }
  });
  return kibana;
}

async function callKibana<T>(method: Method, path: string, body?: object): Promise<T> {
  const { KIBANA_USERNAME: username, KIBANA_PASSWORD: password = '' } = process.env;
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  const answer = await fetch(`${kibanaUrl}${path}`, {
    method,
    headers: {
      'kbn-xsrf': 'test',
      'content-type': 'application/json',
      ...(username && { authorization: `Basic ${credentials}` }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  // Of a deletion there is nothing to say.
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function trainWhereNothingIs(): Promise<void> {
  const { status } = await callKibana<{ status: { active_model: unknown } }>(
    'GET',
    '/api/anomalies/status',
  );
  if (status.active_model) return;
  const { id } = jobSchema.parse(
    await callKibana('POST', '/api/anomalies/jobs', { type: 'train' }),
  );
  await eventually(async () => {
    const job = jobSchema.parse(await callKibana('GET', `/api/anomalies/jobs/${id}`));
    expect(job.state).toBe('succeeded');
  }, TRAIN_TIMEOUT_MS);
}

async function logInWhereAsked(page: Page): Promise<void> {
  const { KIBANA_USERNAME: username, KIBANA_PASSWORD: password = '' } = process.env;
  if (!username || !/\/login/.test(page.url())) return;
  await page.fill(subject('loginUsername'), username);
  await page.fill(subject('loginPassword'), password);
  await page.click(subject('loginSubmit'));
  await page.waitForURL((url) => !url.pathname.endsWith('/login'));
}
