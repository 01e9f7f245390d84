import type { z } from 'zod';
import { incidentDetailSchema } from '../../common/api/incidents/schema';
import { jobSchema } from '../../common/api/jobs/schema';
import { labelSchema } from '../../common/api/labels/schema';
import { modelSchema } from '../../common/api/models/schema';
import { scheduleSchema } from '../../common/api/schedules/schema';
import { settingsSchema } from '../../common/api/settings/schema';
import { loadConfig } from '../config';
import { createLogger } from '../logger';
import { Sidecar } from '../sidecar';
import { openApiDocument, schemaOf } from './openapi';
import { allEndpoints } from './routes';
import { SchemaPrinter, type Schema } from './schema_shape';

interface Operation {
  tags: string[];
  summary: string;
  security?: [];
  parameters: { name: string; in: 'path' | 'query'; required: boolean; schema: Schema }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content: Record<string, { schema: Schema }> }>;
}

/** How deep bodies and answers are shown; a page that nobody reads to the end helps nobody. */
const BODY_DEPTH = 4;
const ANSWER_DEPTH = 2;
const NAMED_DEPTH = 3;
/** Answered by nearly every endpoint, and said once above. */
const COMMON_STATUSES = new Set(['400', '401', '413', '415', '429', '500', '503']);

/** What several endpoints answer, described once at the end. */
const NAMED: Record<string, z.ZodType> = {
  Incident: incidentDetailSchema,
  Job: jobSchema,
  Label: labelSchema,
  Model: modelSchema,
  Schedule: scheduleSchema,
  Settings: settingsSchema,
};
const named = Object.fromEntries(
  Object.entries(NAMED).map(([name, schema]) => [name, schemaOf(schema, 'output') as Schema]),
);
const printer = new SchemaPrinter(named);

const INTRODUCTION = `# The sidecar's API

Made from the schemas that check the requests, by \`npx tsx sidecar/api/markdown.ts\`; \`GET /openapi.json\` of a running sidecar
answers the same as an OpenAPI 3.1 document, with every detail.

- Everything is JSON, in and out. Times are ISO 8601 with a zone, or numbers of milliseconds since 1970 where a field says so.
- Where keys are set (\`ANOMALIES_SIDECAR_KEYS\`), every request but those marked _no key needed_ shows one:
  \`Authorization: Bearer KEY\` or \`x-api-key: KEY\`.
- What went wrong is \`application/problem+json\`: \`{ "type", "title", "status", "code", "detail" }\`. \`code\` stays the same from
  version to version; \`detail\` is a sentence for people.
- Any endpoint may answer 401 (no key, or a wrong one), 500 (a fault of the sidecar) and 503 (Elasticsearch does not answer, or the
  sidecar is starting); those with a body or a query 400 (not what the schema says), 413 (too large), 415 (no JSON); those
  that work with lines 429 (too many at once; \`Retry-After\` says when).
- An optional field is marked with a question mark; \`…\` stands for what is only in the OpenAPI document; \`Job\`,
  \`Model\` and their like are described [at the end](#what-several-answer).

\`\`\`
curl -s localhost:8585/v1/score -H 'content-type: application/json' \\
  -d '{"lines": ["Apr 19 17:12:48 web-1 sshd[1]: Failed password for root from 201.178.81.113 port 52378 ssh2"]}'
\`\`\``;

/** docs/api.md, made from the endpoints themselves. */
export function apiMarkdown(): string {
  const sidecar = new Sidecar(loadConfig({}), createLogger('silent'));
  const { paths } = openApiDocument(allEndpoints(sidecar.services)) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  const sections = tags.map((tag) =>
    [
      `## ${tag}`,
      ...operations
        .filter(({ operation }) => operation.tags.includes(tag))
        .map(({ method, path, operation }) => section(method, path, operation)),
    ].join('\n\n'),
  );
  const shapes = Object.entries(named).map(
    ([name, schema]) => `### ${name}\n\n${fenced(printer.printWhole(schema, NAMED_DEPTH))}`,
  );
  return `${[INTRODUCTION, ...sections, '## What several answer', ...shapes].join('\n\n')}\n`;
}

function section(method: string, path: string, operation: Operation): string {
  const answers = Object.entries(operation.responses);
  const [status, answer] = answers[0];
  const [contentType, { schema }] = Object.entries(answer.content)[0];
  const isJson = contentType === 'application/json';
  const problems = answers.slice(1).filter(([code]) => !COMMON_STATUSES.has(code));
  const body = operation.requestBody?.content['application/json'].schema;
  const inputs = operation.parameters.map(({ name, in: place, required, schema: type }) => {
    const mark = required ? '' : '?';
    return `- in the ${place}: \`${name}${mark}\`, ${printer.inWords(type)}`;
  });
  return [
    `### \`${method.toUpperCase()} ${path}\``,
    `${operation.summary}.${operation.security ? ' _No key needed._' : ''}`,
    ...(inputs.length > 0 ? [inputs.join('\n')] : []),
    ...(body ? [`Body:\n\n${fenced(printer.print(body, BODY_DEPTH))}`] : []),
    isJson
      ? `Answer ${status}:\n\n${fenced(printer.print(schema, ANSWER_DEPTH))}`
      : `Answer ${status}: \`${contentType}\``,
    ...(problems.length > 0
      ? [problems.map(([status, { description }]) => `- ${status}: ${description}`).join('\n')]
      : []),
  ].join('\n\n');
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

if (require.main === module) process.stdout.write(apiMarkdown());
