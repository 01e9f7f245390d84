import type {
  ElasticsearchClient,
  IRouter,
  IKibanaResponse,
  KibanaRequest,
  KibanaResponseFactory,
  Logger,
  RequestHandler,
  RequestHandlerContext,
  RouteValidationFunction,
  SavedObjectsClientContract,
} from '@kbn/core/server';
import type { z } from 'zod';
import { asAppError } from '../app_error';
import type { ActiveModel } from '../active_model';
import { requestId, withRequestId } from '../request_id';
import type { SidecarClient } from '../sidecar_client';

/** What the routes share. */
export interface RouteDependencies {
  sidecar: SidecarClient;
  activeModel: ActiveModel;
  logger: Logger;
  /** The signed-in user's name; undefined where there is no security. */
  userOf(request: KibanaRequest): Promise<string | undefined>;
  /** The space that a request comes from. */
  spaceOf(request: KibanaRequest): string;
}

export type RegisterRoute = (router: IRouter, dependencies: RouteDependencies) => void;

/** A zod schema as Kibana's validation function: the answer names each field that is wrong. */
export function zodValidator<T>(schema: z.ZodType<T>): RouteValidationFunction<T> {
  return (data, { ok, badRequest }) => {
    const parsed = schema.safeParse(data ?? {});
    if (parsed.success) return ok(parsed.data);
    const faults = parsed.error.issues.map(
      ({ path, message }) => (path.length ? `${path.join('.')}: ` : '') + message,
    );
    return badRequest(faults.join('; '));
  };
}

export interface Call<P, Q, B> {
  request: KibanaRequest<P, Q, B>;
  /** Reads with the rights of the signed-in user. */
  elasticsearch: ElasticsearchClient;
  /** Kibana's own objects, with these rights in the user's space; undefined in the standalone host. */
  savedObjects: SavedObjectsClientContract | undefined;
  /** Aborts when the reader goes away. */
  signal: AbortSignal;
}

/** What a handler gets of a request. */
export async function callOf<P, Q, B>(
  context: RequestHandlerContext,
  request: KibanaRequest<P, Q, B>,
  signal: AbortSignal,
): Promise<Call<P, Q, B>> {
  const { elasticsearch, savedObjects } = await context.core;
  return {
    request,
    elasticsearch: elasticsearch.client.asCurrentUser,
    savedObjects: savedObjects?.client,
    signal,
  };
}

/** Runs a handler and turns whatever it throws into an answer with a code and plain words. */
export function handle<P, Q, B>(
  { logger }: RouteDependencies,
  run: (call: Call<P, Q, B>) => Promise<unknown>,
): RequestHandler<P, Q, B> {
  return (context, request, response) =>
    withRequestId(request.uuid, async () => {
      const controller = new AbortController();
      const subscription = request.events.aborted$.subscribe(() => controller.abort());
      try {
        const body = await run(await callOf(context, request, controller.signal));
        return response.ok({ body });
      } catch (error) {
        return errorAnswer(error, response, logger, controller.signal);
      } finally {
        subscription.unsubscribe();
      }
    });
}

/** Whatever was thrown, as an answer with a code and plain words. */
export function errorAnswer(
  error: unknown,
  response: KibanaResponseFactory,
  logger: Logger,
  signal: AbortSignal,
): IKibanaResponse {
  const { status, code, message, errors } = asAppError(error);
  const id = requestId();
  const underId = id === undefined ? '' : ` (request ${id})`;
  if (status >= 500 && !signal.aborted) logger.warn(`${code}: ${message}${underId}`);
  return response.customError({
    statusCode: status,
    body: { message, attributes: { code, errors } },
  });
}
