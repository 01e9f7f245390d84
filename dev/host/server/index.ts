import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { Client } from '@elastic/elasticsearch';
import type { Logger } from '@kbn/core/server';
import express from 'express';
import { config, plugin } from '../../../server';
import type { AnomaliesConfig } from '../../../server/config';
import { assets, assetsPath } from './assets';
import { kibanaPolicy, onlyLoopbackNames, requireXsrfHeader } from './guards';
import { HostFeatures } from './host_features';
import { kibanaRouter } from './kibana_router';
import { page } from './page';

export interface HostOptions {
  /** 0 takes any free port. Default 5611. */
  port?: number;
  /** Default http://127.0.0.1:9200. */
  elasticsearchUrl?: string;
  /** Default http://127.0.0.1:8585. */
  sidecarUrl?: string;
  /** Where the sidecar asks for a shared key. */
  sidecarKey?: string;
  /** Kibana privileges of whoever looks, such as `read`, or `minimal_read` and `label`. Default `all`. */
  role?: string[];
  /** Gets warnings of the routes. Default: standard error. */
  log?: (message: string) => void;
}

export interface RunningHost {
  url: string;
  close(): Promise<void>;
}

/** This file runs from target/host/server.cjs. */
const projectRoot = dirname(dirname(__dirname));
const folders = { host: __dirname, bundles: join(projectRoot, 'target/public') };

/**
 * Serves the plugin's app and its routes outside Kibana, on 127.0.0.1.
 * @throws Error if the port is taken or the role unknown.
 */
export async function startHost(options: HostOptions = {}): Promise<RunningHost> {
  const features = new HostFeatures(options.role ?? ['all']);
  const elasticsearch = new Client({
    node: options.elasticsearchUrl ?? 'http://127.0.0.1:9200',
    maxRetries: 1,
  });
  const { kibana, express: routes } = kibanaRouter(elasticsearch, (privilege) =>
    granted.api.has(privilege),
  );
  startPlugin(kibana, features, options);
  const granted = features.granted();

  const app = express();
  app.disable('x-powered-by');
  app.use(onlyLoopbackNames, kibanaPolicy, requireXsrfHeader, express.json({ limit: '1mb' }));
  app.use(routes);
  app.use(assets(folders));
  app.use('/translations', express.static(join(projectRoot, 'translations'), { index: false }));
  app.get(/^\/app\/anomalies(\/.*)?$/, (_request, response) => {
    response.type('html').send(page(assetsPath(folders)));
  });
  app.get('/host/capabilities', (_request, response) => response.json(granted.capabilities));
  app.get('/', (_request, response) => response.redirect('/app/anomalies'));

  const port = options.port ?? 5611;
  const server = createServer(app);
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    await elasticsearch.close();
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken) throw error;
    throw new Error(
      `Port ${port} is in use. Stop what listens there, or choose another port for the app.`,
    );
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await elasticsearch.close();
    },
  };
}

function startPlugin(
  router: ReturnType<typeof kibanaRouter>['kibana'],
  features: HostFeatures,
  options: HostOptions,
) {
  const { sidecarUrl, sidecarKey, log = (message) => console.error(message) } = options;
  const logger: Logger = { debug() {}, info: log, warn: log, error: log };
  const settings = (config.schema as { validate(value: unknown): AnomaliesConfig }).validate({
    sidecar: {
      ...(sidecarUrl ? { url: sidecarUrl } : {}),
      ...(sidecarKey ? { key: sidecarKey } : {}),
    },
  });
  plugin({ logger: { get: () => logger }, config: { get: () => settings } }).setup(
    {
      http: { createRouter: () => router, basePath: { serverBasePath: '', get: () => '' } },
      getStartServices: async () => [{}, {}, {}],
    },
    { features },
  );
}
