import type { Plugin } from '@kbn/core/public';
import ReactDOM from 'react-dom';
import { loadPluginBundle, offerGlobals } from './bundles';
import { Page } from './chrome/page';
import { core } from './core';
import { applicationSetup, loadCapabilities, registeredApp } from './core/application';
import { settings } from './core/settings';
import { chooseStylesheets } from './core/theme';
import { provideIcons } from './icons';
import { initI18n } from './shared_deps/kbn_i18n';

async function loadMessages(locale: string): Promise<Record<string, string>> {
  if (locale === 'en') return {};
  const response = await fetch(`/translations/${locale}.json`);
  const { messages } = (await response.json()) as { messages: Record<string, string> };
  return messages;
}

async function start(): Promise<void> {
  chooseStylesheets();
  const { locale } = settings;
  document.documentElement.lang = locale;
  const [messages] = await Promise.all([loadMessages(locale), loadCapabilities()]);
  initI18n(locale, messages);

  provideIcons();
  offerGlobals();
  const { plugin } = await loadPluginBundle<{ plugin: () => Plugin }>('anomalies');
  const instance = plugin();
  instance.setup(
    { application: applicationSetup, getStartServices: async () => [core, {}, {}] },
    {},
  );
  instance.start(core, {});
  // Charts paint on a canvas and would measure with a stand-in font.
  await document.fonts.ready;
  ReactDOM.render(<Page app={registeredApp()} />, document.getElementById('host'));
}

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const paragraph = document.createElement('p');
  paragraph.textContent = `The app could not start: ${message}`;
  document.getElementById('host')?.append(paragraph);
});
