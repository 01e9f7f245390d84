import type { Client } from '@elastic/elasticsearch';
import { STATE_INDICES } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { VERSION } from '../../version';

/**
 * Version of what the state indices hold, in the `_meta` of their mappings. It is raised when documents change so that the
 * release before would misread them; this release then has to read those of every earlier version. Indices of before
 * versions were written hold version 1.
 */
export const STATE_VERSION = 1;

/** What `_meta` of a state index holds. */
export interface StateMeta {
  state_version: number;
  /** Release that wrote it last. */
  written_by: string;
}

export const stateMeta = (): StateMeta => ({ state_version: STATE_VERSION, written_by: VERSION });

/** What is stored is of a release to come: reading it could go wrong, writing would damage it. */
export class NewerStateError extends Error {
  constructor(newer: readonly { index: string; meta: StateMeta }[]) {
    const found = newer.map(
      ({ index, meta }) =>
        `${index} (version ${meta.state_version}, written by release ${meta.written_by})`,
    );
    super(
      `What is stored is newer than this release ${VERSION}, which knows version ${STATE_VERSION}: ${found.join(', ')}. Nothing was changed. Run that release or a later one.`,
    );
    this.name = 'NewerStateError';
  }
}

/** Reads nothing but mappings. @throws NewerStateError, or the error of Elasticsearch */
export async function requireKnownState(client: Client, retry: RetryOptions): Promise<void> {
  const found = await withRetry(
    () =>
      client.indices.getMapping({
        index: Object.values(STATE_INDICES),
        ignore_unavailable: true,
        allow_no_indices: true,
        expand_wildcards: 'all',
      }),
    retry,
  );
  const newer = Object.entries(found).flatMap(([index, { mappings }]) => {
    const meta = metaOf(mappings._meta);
    return meta.state_version > STATE_VERSION ? [{ index, meta }] : [];
  });
  if (newer.length > 0) throw new NewerStateError(newer);
}

function metaOf(meta: Record<string, unknown> = {}): StateMeta {
  const { state_version: version, written_by: by } = meta;
  return {
    state_version: typeof version === 'number' ? version : 1,
    written_by: typeof by === 'string' ? by : 'unknown',
  };
}
