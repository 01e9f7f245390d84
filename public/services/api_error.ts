import { i18n } from '@kbn/i18n';
import type { IHttpFetchError } from '@kbn/core/public';
import type { AppErrorBody } from '../../common/app_api/error';

/** A failed call in words that can be shown, with the stable code that the app reacts to. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Where in the request, with the path from its body on. */
    readonly faults: readonly { path: string; message: string }[] = [],
  ) {
    super(message);
    this.name = 'ApiError';
  }

  get isSidecarDown(): boolean {
    return this.code === 'sidecar_unreachable' || this.code === 'sidecar_timeout';
  }
}

const isFetchError = (error: unknown): error is IHttpFetchError<AppErrorBody> =>
  error instanceof Error && 'body' in error;

/** Reads what Kibana's http service rejects with. Without an answer, the server itself is away. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (!isFetchError(error) || !error.response) return new ApiError(0, 'no_answer', message);
  const { status } = error.response;
  const { code, errors: faults } = error.body?.attributes ?? {};
  // Kibana itself says nothing but "Forbidden" to a role without the privilege.
  if (code === undefined && status === 403) return new ApiError(403, 'no_permission', missing());
  return new ApiError(status, code ?? 'unexpected', error.body?.message ?? message, faults);
}

const missing = (): string =>
  i18n.translate('anomalies.error.missingPrivilege', {
    defaultMessage: 'Your role lacks the privilege. Ask for Read on Anomalies, or for All.',
  });
