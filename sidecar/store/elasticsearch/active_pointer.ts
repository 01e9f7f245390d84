import type { Client } from '@elastic/elasticsearch';
import { STATE_INDICES } from '../../../common/indices';
import { isConflict } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import type { Activations } from '../activations';

const INDEX = STATE_INDICES.models;
const ACTIVE_ID = 'active';
const MAX_CONFLICTS = 10;

/** The document that says which model is active. */
interface PointerDocument {
  kind: 'active';
  model_id: string | null;
  /** Absent where an earlier version wrote it. */
  earlier_ids?: readonly string[];
}

interface Pointer extends Activations {
  seqNo?: number;
  term?: number;
}

/** Which model is active, and which were before, in a document of its own. */
export class ActivePointer {
  constructor(
    private readonly client: Client,
    private readonly retry: RetryOptions,
  ) {}

  async activeId(): Promise<string | null> {
    return (await this.read()).activeId;
  }

  async read(): Promise<Pointer> {
    const answer = await withRetry(
      () => this.client.get<PointerDocument>({ index: INDEX, id: ACTIVE_ID }, { ignore: [404] }),
      this.retry,
    );
    if (!answer.found) return { activeId: null, earlierIds: [] };
    return {
      activeId: answer._source?.model_id ?? null,
      earlierIds: answer._source?.earlier_ids ?? [],
      seqNo: answer._seq_no,
      term: answer._primary_term,
    };
  }

  /** Moves the pointer only from what it was seen to be, so that two activations cannot be mixed. */
  async move(change: (seen: Activations) => Activations): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const seen = await this.read();
      const { activeId, earlierIds } = change(seen);
      const document: PointerDocument = {
        kind: 'active',
        model_id: activeId,
        earlier_ids: earlierIds,
      };
      const condition =
        seen.seqNo === undefined
          ? { op_type: 'create' as const }
          : { if_seq_no: seen.seqNo, if_primary_term: seen.term };
      try {
        await withRetry(
          () => this.client.index({ index: INDEX, id: ACTIVE_ID, document, ...condition }),
          this.retry,
        );
        return;
      } catch (error) {
        if (!isConflict(error) || attempt >= MAX_CONFLICTS) throw error;
      }
    }
  }
}
