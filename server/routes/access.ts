/** What a role needs for the routes: to look, and to judge, train and delete. */
export const PRIVILEGES = { read: 'anomalies-read', write: 'anomalies-write' } as const;

export type Access = keyof typeof PRIVILEGES;

/** Both ways of saying it: tags for 8.12, `security.authz` for 9.x. */
export function requires(access: Access) {
  const privilege = PRIVILEGES[access];
  return {
    options: { tags: [`access:${privilege}`] },
    security: { authz: { requiredPrivileges: [privilege] } },
  };
}
