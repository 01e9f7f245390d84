import type { Browser, Page } from 'playwright-core';

export interface OpenPage {
  page: Page;
  /** Errors and warnings on the console, uncaught exceptions. */
  complaints: string[];
}

export interface OpenOptions {
  darkMode?: boolean;
  locale?: 'en' | 'de';
  width?: number;
  height?: number;
}

/** Of a request that the page itself gave up, Chromium tells on the console. */
const HARMLESS = /net::ERR_ABORTED/;

/** Opens an address in a context of its own. */
export async function openPage(
  browser: Browser,
  url: string,
  { darkMode = false, locale = 'en', width = 1440, height = 1000 }: OpenOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width, height } });
  const settings = JSON.stringify({ darkMode, timeZone: 'UTC', locale });
  await context.addInitScript((value) => {
    // Only at first: the page may change its settings.
    if (!localStorage.getItem('anomalies.host.settings')) {
      localStorage.setItem('anomalies.host.settings', value);
    }
  }, settings);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !HARMLESS.test(text))
      complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  return { page, complaints };
}

/** What `data-test-subj` names. */
export const subject = (name: string): string => `[data-test-subj="${name}"]`;
