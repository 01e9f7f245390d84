import { randomUUID } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import type { Client } from '@elastic/elasticsearch';
import type {
  IKibanaResponse,
  IRouter,
  KibanaRequest,
  KibanaResponseFactory,
  RequestHandler,
  RouteConfig,
  RouteValidationFunction,
} from '@kbn/core/server';
import { Router, type Request, type Response } from 'express';
import { Subject } from 'rxjs';

const responseFactory: KibanaResponseFactory = {
  ok: (options = {}) => ({ status: 200, payload: options.body, options }),
  customError: ({ statusCode, body, headers }) => ({
    status: statusCode,
    payload: { statusCode, ...body },
    options: { headers },
  }),
};

class RequestValidationError extends Error {}

function validated<T>(
  part: string,
  validate: RouteValidationFunction<T> | undefined,
  data: unknown,
): T {
  const result = validate?.(data, {
    ok: (value) => ({ value }),
    badRequest: (error) => ({ error: error instanceof Error ? error : new Error(error) }),
  });
  if (result?.error) {
    throw new RequestValidationError(`[request ${part}]: ${result.error.message}`);
  }
  return (result?.value ?? {}) as T;
}

/** Kibana's router, as far as the plugin uses it, on Express: privileges, `{id}` in a path, checks, answers. */
export function kibanaRouter(
  elasticsearch: Client,
  isGranted: (privilege: string) => boolean,
): { kibana: IRouter; express: Router } {
  const express = Router();
  const context = {
    core: Promise.resolve({ elasticsearch: { client: { asCurrentUser: elasticsearch } } }),
  };

  const register =
    (method: 'get' | 'post' | 'delete') =>
    <P, Q, B>(route: RouteConfig<P, Q, B>, handler: RequestHandler<P, Q, B>): void => {
      express[method](route.path.replace(/\{(\w+)\}/g, ':$1'), async (request, response) => {
        const aborted$ = new Subject<void>();
        response.on('close', () => {
          if (!response.writableFinished) aborted$.next();
          aborted$.complete();
        });
        send(response, await answer(route, handler, request, aborted$));
      });
    };

  async function answer<P, Q, B>(
    route: RouteConfig<P, Q, B>,
    handler: RequestHandler<P, Q, B>,
    request: Request,
    aborted$: Subject<void>,
  ): Promise<IKibanaResponse> {
    const needed = route.security?.authz.requiredPrivileges ?? [];
    if (!needed.every(isGranted)) {
      return responseFactory.customError({
        statusCode: 403,
        body: { message: `This needs the Kibana privilege ${needed.join(', ')}.` },
      });
    }
    try {
      const kibanaRequest: KibanaRequest<P, Q, B> = {
        params: validated('params', route.validate.params, request.params),
        query: validated('query', route.validate.query, request.query),
        body: validated('body', route.validate.body, request.body),
        headers: request.headers,
        events: { aborted$ },
        uuid: randomUUID(),
      };
      return await handler(context, kibanaRequest, responseFactory);
    } catch (error) {
      const wrong = error instanceof RequestValidationError;
      return responseFactory.customError({
        statusCode: wrong ? 400 : 500,
        body: { message: wrong ? error.message : 'The host failed; see its output.' },
      });
    }
  }

  return {
    express,
    kibana: { get: register('get'), post: register('post'), delete: register('delete') },
  };
}

function send(response: Response, { status, payload, options }: IKibanaResponse): void {
  if (response.headersSent || response.destroyed) {
    if (payload instanceof Readable) payload.destroy();
    return;
  }
  response.status(status).set(options.headers ?? {});
  if (!(payload instanceof Readable)) {
    response.json(payload ?? {});
    return;
  }
  // A body that breaks off ends the connection; the reader goes away: the body is made no further.
  pipeline(payload, response, () => {});
}
