import { errors } from '@elastic/elasticsearch';

const TRANSIENT_STATUSES = new Set([429, 502, 503, 504]);

/** An index that is read-only: for an administrator's work, or as its disk is full. Both pass. */
export const BLOCKED = 'cluster_block_exception';

/** HTTP status of an error of Elasticsearch, or undefined where it gave no answer. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof errors.ResponseError ? error.statusCode : undefined;
}

/** The error type that Elasticsearch names, such as index_not_found_exception. */
export function typeOf(error: unknown): string | undefined {
  if (!(error instanceof errors.ResponseError)) return undefined;
  const body: unknown = error.meta.body;
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  const cause: unknown = body.error;
  if (typeof cause !== 'object' || cause === null || !('type' in cause)) return undefined;
  return String(cause.type);
}

/** Whether the same request may well succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof errors.ResponseError) {
    return TRANSIENT_STATUSES.has(error.statusCode ?? 0) || typeOf(error) === BLOCKED;
  }
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError
  );
}

/** The answer was greater than the client takes into memory. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof errors.RequestAbortedError && /bigger than/.test(error.message);
}

export function isIndexGone(error: unknown): boolean {
  const type = typeOf(error);
  return type === 'index_not_found_exception' || type === 'index_closed_exception';
}

export function isConflict(error: unknown): boolean {
  return statusOf(error) === 409;
}

export function isNotFound(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** An error of Elasticsearch in a sentence that a user can act on. Other errors: their message. */
export function describeError(error: unknown): string {
  const status = statusOf(error);
  if (status === 401) {
    return 'Elasticsearch refuses the credentials (status 401). Check ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD, or ELASTICSEARCH_API_KEY.';
  }
  if (status === 403) {
    return `The sidecar's account lacks a privilege (status 403): ${messageOf(error)}`;
  }
  if (status !== undefined)
    return `Elasticsearch answered with status ${status}: ${messageOf(error)}`;
  if (isTransient(error)) return `Elasticsearch does not answer: ${messageOf(error)}`;
  return messageOf(error);
}

/** Where Elasticsearch quotes what it was given, in the reasons for which it refuses a document. */
const QUOTES = [
  /^\[\d+:\d+\] /,
  / in document with id '[^']*'/g,
  /\.? *Preview of field's value: .*/gs,
  / *The prefix of the first immense term is: .*/gs,
  / *(?<=failed to parse date field|Failed to parse value|For input string:) .*/gs,
  /'.*' (?=is not an IP string literal)/gs,
  // The parser of JSON adds the beginning of the whole document.
  /\s+at \[Source: .*/gs,
];

/** A reason of Elasticsearch without what it quotes of the document: reasons are logged and shown, lines are not. */
export function withoutContent(reason: string): string {
  return QUOTES.reduce((text, quote) => text.replace(quote, ''), reason);
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : '';
  // The client repeats the whole body of the answer over several lines; the first names the fault.
  const [first] = (error.message || cause || error.name).split('\n');
  return withoutContent(first).slice(0, 500);
}
