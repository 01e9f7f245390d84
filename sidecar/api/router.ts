import express, { type RequestHandler, type Router } from 'express';
import { ProblemError } from '../store/stores';
import type { Endpoint } from './endpoint';
import { Gate } from './gate';
import { checkPart } from './problems';

export interface RouterOptions {
  maxBodyBytes: number;
  maxConcurrentRequests: number;
  /** Guards every endpoint that is not public. */
  access: RequestHandler;
}

/** Routes requests to endpoints; a known path with another method is answered with 405. */
export function createRouter(endpoints: readonly Endpoint[], options: RouterOptions): Router {
  const router = express.Router({ caseSensitive: true });
  const gate = new Gate(options.maxConcurrentRequests);
  const json = express.json({ limit: options.maxBodyBytes, strict: false, type: () => true });
  const byPath = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    byPath.set(endpoint.path, [...(byPath.get(endpoint.path) ?? []), endpoint]);
  }
  for (const [path, alternatives] of byPath) {
    const route = router.route(path.replace(/\{(\w+)\}/g, ':$1'));
    for (const endpoint of alternatives) {
      const handlers: RequestHandler[] = [];
      if (!endpoint.isPublic) handlers.push(options.access);
      if (endpoint.body) handlers.push(requireJson, json);
      handlers.push(handlerOf(endpoint, gate));
      route[endpoint.method](...handlers);
    }
    route.all(options.access, (request) => {
      const allowed = alternatives.map(({ method }) => method.toUpperCase()).join(', ');
      request.res?.setHeader('Allow', allowed);
      throw new ProblemError(
        405,
        'method_not_allowed',
        `${request.path} knows ${allowed}, not ${request.method}.`,
      );
    });
  }
  return router;
}

function handlerOf(endpoint: Endpoint, gate: Gate): RequestHandler {
  return async (request, response) => {
    response.locals.endpoint = endpoint;
    const abort = new AbortController();
    response.once('close', () => abort.abort());
    const call = {
      params: endpoint.params ? checkPart(endpoint.params, 'path', request.params) : undefined,
      query: endpoint.query ? checkPart(endpoint.query, 'query', request.query) : undefined,
      body: endpoint.body ? checkPart(endpoint.body, 'body', request.body ?? {}) : undefined,
      signal: abort.signal,
      request,
    };
    const work = () => endpoint.handle(call);
    const answer = await (endpoint.isBounded ? gate.pass(work) : work());
    if (response.destroyed) return;
    response.status(endpoint.status);
    if (endpoint.contentType) response.type(endpoint.contentType).send(answer);
    else response.json(answer);
  };
}

/** A body of another type would be misread; none at all is taken for an empty object. */
const requireJson: RequestHandler = (request, _response, next) => {
  const isEmpty =
    request.headers['transfer-encoding'] === undefined &&
    Number(request.headers['content-length'] ?? 0) === 0;
  if (!isEmpty && !request.is(['application/json', 'application/*+json'])) {
    throw new ProblemError(
      415,
      'unsupported_media_type',
      `The body is "${request.get('content-type') ?? 'of no type'}". Send JSON with "Content-Type: application/json".`,
    );
  }
  next();
};
