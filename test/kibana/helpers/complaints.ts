import type { Page } from 'playwright-core';

/** What Kibana 8.12.2 itself says on every page, this app or another. */
const OF_KIBANA = [
  /Unrecognized feature: 'web-share'/,
  // A check of its own, whether the browser knows content security policies.
  /Executing inline script violates/,
  /minified code outside of NODE_ENV/,
  // The avatars of its header, in dark mode.
  /High enough contrast could not be determined/,
  // Badges of its home page and of filters that are switched off.
  /Contrast cannot be accurately calculated/,
  // Its dashboards, given a time range such as now-30d.
  /moment construction falls back to js Date/,
  // Of a request that the page itself gave up.
  /net::ERR_ABORTED/,
];

/** Errors and warnings on the console, uncaught exceptions and failed calls of the plugin. */
export function ownComplaints(page: Page, report: (complaint: string) => void): void {
  page.on('console', (message) => {
    const text = message.text();
    const isComplaint = ['error', 'warning'].includes(message.type());
    if (isComplaint && !OF_KIBANA.some((known) => known.test(text))) report(text);
  });
  page.on('pageerror', ({ message }) => report(message));
  page.on('response', (response) => {
    if (response.status() < 400 || !response.url().includes('/api/anomalies/')) return;
    report(`${response.request().method()} ${response.url()}: ${response.status()}`);
  });
}
