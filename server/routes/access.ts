import type { Work } from '../../common/privileges';

/** What a route asks of its caller. The sidecar reads previews with its own rights: for those who train or manage. */
export type Access = 'read' | 'preview' | Work;

/** Names of the API privileges, as the feature grants them. */
export const PRIVILEGES: Record<Access, string> = {
  read: 'anomalies-read',
  preview: 'anomalies-preview',
  label: 'anomalies-label',
  train: 'anomalies-train',
  manage: 'anomalies-manage',
};

/** Both ways of saying it: tags for 8.12, `security.authz` for 9.x. */
export function requires(access: Access) {
  const privilege = PRIVILEGES[access];
  return {
    options: { tags: [`access:${privilege}`] },
    security: { authz: { requiredPrivileges: [privilege] } },
  };
}
