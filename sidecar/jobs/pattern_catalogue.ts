import type { PatternDescription } from '../../common/anomaly';
import { STATE_INDICES } from '../../common/indices';
import type { PatternSummary, TrainedPipeline } from '../pipeline';
import type { BulkOperation } from '../sinks/elasticsearch/bulk';

/**
 * Describes each pattern once, the first time that this model meets it, so that rollups can count by ids alone. The
 * newest description stands; writing one again changes nothing.
 */
export class PatternCatalogue {
  private readonly trained: ReadonlyMap<string, PatternSummary>;
  private readonly written = new Set<string>();

  constructor(
    private readonly modelId: string,
    pipeline: TrainedPipeline,
  ) {
    this.trained = new Map(pipeline.patterns().map((pattern) => [pattern.id, pattern]));
  }

  /** What to write of the patterns (ids and texts) that were met. */
  describe(met: ReadonlyMap<string, string>): { ids: string[]; operations: BulkOperation[] } {
    const ids = [...met.keys()].filter((id) => !this.written.has(id));
    const operations = ids.map((id): BulkOperation => ({
      kind: 'index',
      index: STATE_INDICES.patterns,
      id,
      document: this.description(id, met.get(id) ?? ''),
    }));
    return { ids, operations };
  }

  wasWritten(ids: readonly string[]): void {
    for (const id of ids) this.written.add(id);
  }

  private description(id: string, text: string): PatternDescription {
    const trained = this.trained.get(id);
    return {
      pattern: { id, text },
      model: this.modelId,
      described_at: new Date().toISOString(),
      ...(trained ? { trained: knowledgeOf(trained) } : {}),
    };
  }
}

function knowledgeOf({ count, firstMs, lastMs }: PatternSummary): PatternDescription['trained'] {
  return {
    lines: count,
    ...(Number.isFinite(firstMs) ? { first: new Date(firstMs).toISOString() } : {}),
    ...(Number.isFinite(lastMs) ? { last: new Date(lastMs).toISOString() } : {}),
  };
}
