import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { problemSchema } from '../../common/api/problem';
import { VERSION } from '../version';
import type { Endpoint } from './endpoint';

type Json = Record<string, unknown>;

const PUBLIC_PROBLEMS: Record<number, string> = {
  429: 'Too many requests, of this client or at once; Retry-After says when',
};

/** Statuses that any endpoint that asks for a key may answer. */
const COMMON_PROBLEMS: Record<number, string> = {
  401: 'No key, or not one of the right ones',
  ...PUBLIC_PROBLEMS,
  500: 'A fault of the sidecar',
  503: 'Elasticsearch does not answer, or the sidecar is starting',
};

const BODY_PROBLEMS: Record<number, string> = {
  400: 'Not what the schema says',
  413: 'The body is too large',
  415: 'The body is not JSON',
};

/** The OpenAPI 3.1 document of the endpoints, from the same schemas that check the requests. */
export function openApiDocument(endpoints: readonly Endpoint[]): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Anomalies sidecar',
      version: VERSION,
      description: 'Learns what logs normally look like and scores lines, with reasons.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
    },
  };
}

function operationOf(endpoint: Endpoint): Json {
  const problems = {
    ...(endpoint.isPublic ? PUBLIC_PROBLEMS : COMMON_PROBLEMS),
    ...(endpoint.body || endpoint.query ? { 400: BODY_PROBLEMS[400] } : {}),
    ...(endpoint.body ? BODY_PROBLEMS : {}),
    ...endpoint.problems,
  };
  return {
    tags: [endpoint.tag],
    summary: endpoint.summary,
    operationId: `${endpoint.method}${endpoint.path.replace(/[^A-Za-z0-9]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    ...(endpoint.isPublic ? { security: [] } : {}),
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
    ],
    ...(endpoint.body
      ? {
          requestBody: {
            required: !endpoint.body.safeParse({}).success,
            content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
          },
        }
      : {}),
    responses: {
      [endpoint.status]: {
        description: STATUS_CODES[endpoint.status],
        content: {
          [endpoint.contentType ?? 'application/json']: {
            schema: schemaOf(endpoint.response, 'output'),
          },
        },
      },
      ...Object.fromEntries(
        Object.entries(problems).map(([status, description]) => [
          status,
          {
            description,
            content: {
              'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
            },
          },
        ]),
      ),
    },
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

/** The schema of what a request or answer holds, as OpenAPI writes it. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const document: Json = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  // OpenAPI names the dialect once for all.
  delete document.$schema;
  return document;
}
