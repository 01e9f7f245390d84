import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Problem } from '../../common/api/problem';
import { describeError, isTransient, statusOf } from '../elasticsearch/errors';
import type { Logger } from '../logger';
import { TrainingError } from '../pipeline';
import { ProblemError, type Fault } from '../store/stores';

/** A request that is not what its schema says. */
export class InvalidRequestError extends ProblemError {
  constructor(detail: string, faults: readonly Fault[]) {
    super(400, 'invalid_request', detail, undefined, faults);
  }
}

const MAX_FAULTS = 20;

/** Checks a part of a request. @throws InvalidRequestError naming every fault and its place */
export function checkPart(schema: z.ZodType, part: string, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.slice(0, MAX_FAULTS).map(({ path, message }) => ({
    path: [part, ...path].map(String).join('.'),
    message,
  }));
  const first = faults.at(0);
  const where = first ? `${first.path}: ${first.message}` : 'it does not fit the schema';
  throw new InvalidRequestError(
    `The request is not valid. ${where}. GET /openapi.json says what is accepted.`,
    faults,
  );
}

export function sendProblem(response: Response, error: ProblemError): void {
  const problem: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    code: error.code,
    detail: error.message,
    ...(error.faults ? { errors: [...error.faults] } : {}),
  };
  if (error.retryAfterSeconds !== undefined) {
    response.setHeader('Retry-After', String(error.retryAfterSeconds));
  }
  response.status(error.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Any error as one that can be answered; the cause of a 500 goes to the log only. */
export function toProblem(error: unknown, maxBodyBytes: number): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof URIError) {
    return new ProblemError(400, 'invalid_request', 'The address is not properly encoded.');
  }
  if (error instanceof TrainingError) return new ProblemError(422, 'cannot_train', error.message);
  const bodyProblem = bodyParserProblem(error, maxBodyBytes);
  if (bodyProblem) return bodyProblem;
  if (isTransient(error)) {
    return new ProblemError(503, 'elasticsearch_unavailable', describeError(error), 5);
  }
  const status = statusOf(error);
  if (status === 401 || status === 403) {
    return new ProblemError(502, 'elasticsearch_refused', describeError(error));
  }
  if (status !== undefined) {
    return new ProblemError(502, 'elasticsearch_error', describeError(error));
  }
  return new ProblemError(
    500,
    'internal_error',
    'The sidecar failed on this request. Its log says more, under the id in the header x-request-id.',
  );
}

/** Errors of Express' body parser, by their type. */
function bodyParserProblem(error: unknown, maxBodyBytes: number): ProblemError | null {
  if (!(error instanceof Error) || !('type' in error)) return null;
  switch (error.type) {
    case 'entity.too.large':
      return new ProblemError(
        413,
        'body_too_large',
        `The body is larger than ${maxBodyBytes} bytes. Send fewer lines at once, or raise ANOMALIES_MAX_BODY_BYTES.`,
      );
    case 'entity.parse.failed':
      return new ProblemError(400, 'malformed_json', `The body is not JSON: ${error.message}.`);
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new ProblemError(
        415,
        'unsupported_media_type',
        `The body cannot be read: ${error.message}. Send JSON in UTF-8.`,
      );
    case 'request.size.invalid':
    case 'request.aborted':
      return new ProblemError(400, 'body_incomplete', 'The body ended before it was complete.');
    default:
      return null;
  }
}

/** The last handler: every error becomes problem JSON. */
export function problemHandler(log: Logger, maxBodyBytes: number): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = toProblem(error, maxBodyBytes);
    if (problem.status === 500) {
      const { method, path } = request;
      log.error(
        { err: error, request: response.getHeader('x-request-id'), method, path },
        'Failed',
      );
    }
    sendProblem(response, problem);
  };
}
