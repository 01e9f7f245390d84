/** Codes that the plugin's own routes add to those of the sidecar's problem JSON. */
export type AppErrorCode =
  | 'sidecar_unreachable'
  | 'sidecar_timeout'
  | 'sidecar_refused_key'
  | 'sidecar_untrusted'
  | 'elasticsearch_unreachable'
  | 'no_permission'
  | 'invalid_query'
  | 'not_found'
  | 'too_many'
  | 'unexpected';

/** The body of a failed call, as Kibana sends it. */
export interface AppErrorBody {
  statusCode: number;
  message: string;
  attributes?: { code?: string; errors?: { path: string; message: string }[] };
}
