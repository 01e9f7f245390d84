import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** A Chromium of this machine; undefined where there is none. */
export const chromiumPath = CANDIDATES.find((path) => path !== undefined && existsSync(path));

const OPTIONS = {
  executablePath: chromiumPath,
  // In a container Chromium can make no sandbox of its own.
  args: ['--no-sandbox', '--disable-gpu'],
};

export const launchChromium = (): Promise<Browser> => chromium.launch(OPTIONS);

/** With a folder to keep its cache in, as a user's browser has. Close the context to end it. */
export const launchChromiumProfile = (
  folder: string,
  viewport: { width: number; height: number },
): Promise<BrowserContext> => chromium.launchPersistentContext(folder, { ...OPTIONS, viewport });
