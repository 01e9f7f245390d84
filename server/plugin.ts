import type { AlertingServerSetup } from '@kbn/alerting-plugin/server';
import type { CoreSetup, KibanaRequest, PluginInitializerContext } from '@kbn/core/server';
import { ActiveModel } from './active_model';
import type { AnomaliesConfig } from './config';
import { registerFeature, type FeaturesSetup } from './features';
import { registerRoutes } from './routes';
import { registerRuleTypes } from './rule_types';
import { spaceOfPath } from './space_of_path';
import { SidecarClient } from './sidecar_client';
import { readSidecarTls } from './sidecar_tls';
import { registerTutorial, type HomeServerSetup } from './tutorial';

interface SetupPlugins {
  alerting?: AlertingServerSetup;
  features?: FeaturesSetup;
  home?: HomeServerSetup;
}

interface StartPlugins {
  security?: {
    authc: { getCurrentUser(request: KibanaRequest): { username: string } | null };
  };
}

export class AnomaliesPlugin {
  constructor(private readonly context: PluginInitializerContext<AnomaliesConfig>) {}

  setup(core: CoreSetup<StartPlugins>, plugins: SetupPlugins): void {
    const { sidecar } = this.context.config.get();
    if (plugins.features) registerFeature(plugins.features);
    if (plugins.home) registerTutorial(plugins.home);
    if (plugins.alerting) registerRuleTypes(plugins.alerting, core.http.basePath);
    const { ssl, ...options } = sidecar;
    const logger = this.context.logger.get();
    if (ssl.verificationMode === 'none') {
      logger.warn(
        'anomalies.sidecar.ssl.verificationMode is none: whoever answers at that address gets the key and the requests.',
      );
    }
    const client = new SidecarClient({ ...options, tls: readSidecarTls(ssl) });
    registerRoutes(core.http.createRouter(), {
      sidecar: client,
      activeModel: new ActiveModel(client),
      logger,
      spaceOf: (request) => spaceOfPath(core.http.basePath.get(request)),
      async userOf(request) {
        const [, { security }] = await core.getStartServices();
        return security?.authc.getCurrentUser(request)?.username;
      },
    });
  }

  start(): void {}

  stop(): void {}
}
