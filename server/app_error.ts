/** A failure with an HTTP status, a stable code, and words for the person who meets it. */
export class AppError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors?: { path: string; message: string }[],
  ) {
    super(message);
    this.name = 'AppError';
  }
}

/** Elasticsearch names its reason once for each shard. */
const MAX_DETAIL_CHARS = 300;

/** Reads what a call of Elasticsearch, or of Kibana's saved objects, failed with; anything else stays an unexpected error. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const name = error instanceof Error ? error.name : '';
  if (['ConnectionError', 'TimeoutError', 'NoLivingConnectionsError'].includes(name)) {
    return new AppError(
      503,
      'elasticsearch_unreachable',
      'Elasticsearch does not answer. The page will work again as soon as it does.',
    );
  }
  const status = statusCodeOf(error);
  if (status === 401 || status === 403) {
    return new AppError(
      403,
      'no_permission',
      'You may not read these indices. Ask for a role with read on anomalies-* and on the logs.',
    );
  }
  const detail = error instanceof Error ? error.message : String(error);
  if (savedObjectsStatusOf(error) === 403) {
    return new AppError(
      403,
      'no_permission',
      `Your role may not do this in Kibana: ${detail}. It takes All on dashboards, visualizations and data views.`,
    );
  }
  const short =
    detail.length > MAX_DETAIL_CHARS ? `${detail.slice(0, MAX_DETAIL_CHARS)} …` : detail;
  return new AppError(500, 'unexpected', `Elasticsearch refused the request: ${short}`);
}

function statusCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** Kibana's saved objects fail with errors of Boom, which keep the status in their output. */
function savedObjectsStatusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('output' in error)) return undefined;
  return statusCodeOf(error.output);
}
