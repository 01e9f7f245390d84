/** The part of Kibana 8.12's server core that this plugin uses. */
declare module '@kbn/core/server' {
  import type { Client } from '@elastic/elasticsearch';
  import type { Observable } from 'rxjs';

  export interface Logger {
    debug(message: string): void;
    info(message: string): void;
    warn(message: string): void;
    error(message: string): void;
  }

  export type ElasticsearchClient = Client;

  export interface IScopedClusterClient {
    asCurrentUser: ElasticsearchClient;
  }

  interface SavedObjectRef {
    type: string;
    id: string;
  }

  interface SavedObjectAnswer extends SavedObjectRef {
    error?: { statusCode: number; message: string };
  }

  export interface SavedObjectsClientContract {
    bulkGet(objects: SavedObjectRef[]): Promise<{ saved_objects: SavedObjectAnswer[] }>;
    bulkCreate(
      objects: (SavedObjectRef & {
        attributes: Record<string, unknown>;
        references: (SavedObjectRef & { name: string })[];
      })[],
      options: { overwrite: boolean },
    ): Promise<{ saved_objects: SavedObjectAnswer[] }>;
    bulkDelete(objects: SavedObjectRef[], options: { force: boolean }): Promise<unknown>;
  }

  export interface CoreRequestHandlerContext {
    elasticsearch: { client: IScopedClusterClient };
    /** Always there in Kibana; the standalone host has none. */
    savedObjects?: { client: SavedObjectsClientContract };
  }

  export interface RequestHandlerContext {
    core: Promise<CoreRequestHandlerContext>;
  }

  export interface KibanaRequest<P = unknown, Q = unknown, B = unknown> {
    params: P;
    query: Q;
    body: B;
    headers: Record<string, string | string[] | undefined>;
    events: { aborted$: Observable<void> };
    /** Made by Kibana, unique. */
    uuid: string;
  }

  export interface HttpResponsePayload {
    body?: unknown;
    headers?: Record<string, string>;
  }

  export interface IKibanaResponse {
    readonly status: number;
    readonly payload?: unknown;
    readonly options: HttpResponsePayload;
  }

  export interface KibanaResponseFactory {
    ok(options?: HttpResponsePayload): IKibanaResponse;
    customError(options: {
      statusCode: number;
      body?: { message: string; attributes?: Record<string, unknown> };
      headers?: Record<string, string>;
    }): IKibanaResponse;
  }

  export interface RouteValidationResultFactory {
    ok<T>(value: T): { value: T };
    badRequest(error: Error | string, path?: string[]): { error: Error };
  }

  export type RouteValidationFunction<T> = (
    data: unknown,
    result: RouteValidationResultFactory,
  ) => { value: T; error?: undefined } | { value?: undefined; error: Error };

  export interface RouteConfig<P, Q, B> {
    path: string;
    validate: {
      params?: RouteValidationFunction<P>;
      query?: RouteValidationFunction<Q>;
      body?: RouteValidationFunction<B>;
    };
    options?: { tags?: string[]; timeout?: { idleSocket?: number } };
    /** How 9.x says which privileges a route needs; 8.12 does not know it and lets it pass. */
    security?: { authz: { requiredPrivileges: string[] } };
  }

  export type RequestHandler<P, Q, B> = (
    context: RequestHandlerContext,
    request: KibanaRequest<P, Q, B>,
    response: KibanaResponseFactory,
  ) => Promise<IKibanaResponse>;

  export interface IRouter {
    get<P, Q, B>(route: RouteConfig<P, Q, B>, handler: RequestHandler<P, Q, B>): void;
    post<P, Q, B>(route: RouteConfig<P, Q, B>, handler: RequestHandler<P, Q, B>): void;
    delete<P, Q, B>(route: RouteConfig<P, Q, B>, handler: RequestHandler<P, Q, B>): void;
  }

  export interface CoreSetup<PluginsStart = object> {
    http: {
      createRouter(): IRouter;
      basePath: {
        serverBasePath: string;
        publicBaseUrl?: string;
        /** Path of Kibana and of the space that a request comes from. */
        get(request: KibanaRequest): string;
      };
    };
    getStartServices(): Promise<[CoreStart, PluginsStart, unknown]>;
  }

  export type CoreStart = object;

  export interface PluginInitializerContext<Config = unknown> {
    logger: { get(...context: string[]): Logger };
    config: { get(): Config };
  }

  export interface PluginConfigDescriptor {
    schema: unknown;
    exposeToBrowser?: Record<string, boolean>;
  }
}

declare module '@kbn/config-schema' {
  export interface Type<V> {
    readonly type: V;
    validate(value: unknown): V;
  }
  export type TypeOf<T extends Type<unknown>> = T['type'];
  interface ObjectOptions<V> {
    validate?: (value: V) => string | undefined;
  }
  type ObjectValue<P extends Record<string, Type<unknown>>> = { [K in keyof P]: P[K]['type'] };
  interface Schema {
    string(options?: {
      defaultValue?: string;
      minLength?: number;
      maxLength?: number;
      validate?: (value: string) => string | undefined;
    }): Type<string>;
    number(options?: { defaultValue?: number; min?: number; max?: number }): Type<number>;
    boolean(options?: { defaultValue?: boolean }): Type<boolean>;
    maybe<V>(type: Type<V>): Type<V | undefined>;
    literal<const V extends string>(value: V): Type<V>;
    oneOf<V>(types: Type<V>[], options?: { defaultValue?: V }): Type<V>;
    oneOf<A, B>(types: [Type<A>, Type<B>]): Type<A | B>;
    arrayOf<V>(type: Type<V>, options?: { minSize?: number; maxSize?: number }): Type<V[]>;
    object<P extends Record<string, Type<unknown>>>(
      properties: P,
      options?: ObjectOptions<ObjectValue<P>>,
    ): Type<ObjectValue<P>>;
  }
  export const schema: Schema;
}
