import { randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import { z } from 'zod';
import { countCallers, requireKey } from './api/access';
import { ClientLimits } from './api/client_limits';
import { endpoint, type Endpoint } from './api/endpoint';
import { openApiDocument } from './api/openapi';
import { problemHandler } from './api/problems';
import { createRouter } from './api/router';
import { allEndpoints } from './api/routes';
import type { Services } from './services';
import { ProblemError } from './store/stores';

/** What paths are counted as that the API does not know, or that were refused before. */
const UNKNOWN_PATH = 'other';

/** The HTTP application: schema in, a call of a service, schema out. */
export function createApp(services: Services): Express {
  const { config, log } = services;
  const endpoints = allEndpoints(services);
  const document = endpoint({
    method: 'get',
    path: '/openapi.json',
    tag: 'Health',
    summary: 'This description',
    response: z.record(z.string(), z.unknown()),
    isPublic: true,
    handle: async () => description,
  });
  const description = openApiDocument([...endpoints, document]);

  const limits = new ClientLimits(config, services.metrics);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestLog(services));
  app.use(countCallers(config.keys, limits));
  app.use(
    createRouter([...endpoints, document], {
      maxBodyBytes: config.maxBodyBytes,
      maxConcurrentRequests: config.maxConcurrentRequests,
      access: requireKey(config.keys, limits),
    }),
  );
  app.use((request) => {
    throw new ProblemError(
      404,
      'not_found',
      `There is nothing at ${request.method} ${request.path}. GET /openapi.json lists what there is.`,
    );
  });
  app.use(problemHandler(log, config.maxBodyBytes));
  return app;
}

/** Gives every request an id and logs what became of it, never what it carried. */
function requestLog({ log, metrics }: Services): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id');
    const id = given && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
    response.setHeader('x-request-id', id);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    const startMs = performance.now();
    response.once('finish', () => {
      const { method } = request;
      const path = request.originalUrl.split('?', 1)[0];
      const durationMs = Math.round((performance.now() - startMs) * 10) / 10;
      const known = (response.locals as { endpoint?: Endpoint }).endpoint?.path ?? UNKNOWN_PATH;
      metrics.request(method, known, response.statusCode, durationMs / 1_000);
      log.debug({ request: id, method, path, status: response.statusCode, durationMs }, 'Request');
    });
    next();
  };
}
