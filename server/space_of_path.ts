const DEFAULT_SPACE = 'default';

/** The space that a base path such as `/kibana/s/ops` names. */
export function spaceOfPath(basePath: string): string {
  const space = /\/s\/([^/]+)/.exec(basePath)?.[1];
  return space === undefined ? DEFAULT_SPACE : decodeURIComponent(space);
}
