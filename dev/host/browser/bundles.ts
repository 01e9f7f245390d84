import { sharedDeps } from './shared_deps';

interface DefinedBundle {
  bundleRequire: (key: string) => unknown;
  moduleKey: string;
}

/** `/assets/VERSION/bundles/`, beside which this script was loaded from. */
const folder = new URL('../bundles/', (document.currentScript as HTMLScriptElement).src).pathname;

const bundles = new Map<string, DefinedBundle>();

/** Sets up what Kibana's page offers to plugin bundles, under Kibana's own global names. */
export function offerGlobals(): void {
  Object.assign(window, {
    __kbnSharedDeps__: sharedDeps,
    __kbnPublicPath__: { anomalies: `${folder}anomalies/` },
    __kbnBundles__: {
      define(id: string, bundleRequire: DefinedBundle['bundleRequire'], moduleKey: string) {
        bundles.set(id, { bundleRequire, moduleKey });
      },
    },
  });
}

/** Loads a plugin's entry as Kibana does and gives what it exports. @throws Error if it does not load. */
export async function loadPluginBundle<Exports>(id: string): Promise<Exports> {
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${folder}${id}/${id}.plugin.js`;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`The bundle of "${id}" did not load.`));
    document.head.append(script);
  });
  const bundle = bundles.get(`plugin/${id}/public`);
  if (!bundle) throw new Error(`The bundle of "${id}" defined nothing.`);
  return bundle.bundleRequire(bundle.moduleKey) as Exports;
}
