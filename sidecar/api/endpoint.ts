import type { Request } from 'express';
import type { z } from 'zod';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** What a handler gets: everything checked against its schema. */
export interface Call<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
  request: Request;
}

/** One endpoint: what it accepts and answers, for the router and for the OpenAPI document alike. */
export interface Endpoint {
  method: Method;
  /** As OpenAPI writes it: /v1/jobs/{id}. */
  path: string;
  tag: string;
  summary: string;
  /** Status of success. */
  status: number;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response: z.ZodType;
  /** Where it does not answer JSON; what `handle` gives is then sent as it is. */
  contentType?: string;
  /** Answered without a key. */
  isPublic: boolean;
  /** Works with lines; so many at once, and no more. */
  isBounded: boolean;
  /** Other statuses that it answers, with what they mean. */
  problems: Record<number, string>;
  handle(call: Call<unknown, unknown, unknown>): Promise<unknown>;
}

type Parsed<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined;

/** An endpoint whose handler is typed by its schemas. */
export function endpoint<
  R extends z.ZodType,
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(definition: {
  method: Method;
  path: string;
  tag: string;
  summary: string;
  status?: number;
  params?: P;
  query?: Q;
  body?: B;
  response: R;
  contentType?: string;
  isPublic?: boolean;
  isBounded?: boolean;
  problems?: Record<number, string>;
  handle(call: Call<Parsed<P>, Parsed<Q>, Parsed<B>>): Promise<z.input<R>>;
}): Endpoint {
  return {
    status: 200,
    isPublic: false,
    isBounded: false,
    problems: {},
    ...definition,
    handle: (call) => definition.handle(call as Call<Parsed<P>, Parsed<Q>, Parsed<B>>),
  };
}
