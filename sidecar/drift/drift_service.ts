import type { Client } from '@elastic/elasticsearch';
import type { Drift, DriftQuery } from '../../common/api/drift/schema';
import type { Model } from '../../common/api/models/schema';
import { SCORE_NODES } from '../../common/score_bins';
import type { RetryOptions } from '../elasticsearch/retry';
import { loadPipeline } from '../jobs/environment';
import type { DriftReference } from '../pipeline/drift_reference';
import {
  ModelNotFoundError,
  NoActiveModelError,
  ProblemError,
  type ModelStore,
} from '../store/stores';
import { sumOf } from './distances';
import { judgeDrift, together, tooFew, worstVerdict } from './judge';
import { rollupParts } from './rollup_parts';
import { driftSentences } from './sentences';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MAX_CACHED = 20;

export interface DriftServiceOptions {
  client: Client;
  models: ModelStore;
  retry: RetryOptions;
}

/** Tells how far recent lines are from what a model was trained on. */
export class DriftService {
  /** By model, as it never changes; null for models of earlier versions. */
  private readonly references = new Map<string, DriftReference | null>();

  constructor(private readonly options: DriftServiceOptions) {}

  /** @throws NoActiveModelError, ModelNotFoundError, ModelCorruptError, ProblemError where the period is none */
  async of({ from, to, model: id }: DriftQuery, nowMs = Date.now()): Promise<Drift> {
    const { client, models, retry } = this.options;
    const model = id === undefined ? await models.active() : await models.get(id);
    if (!model) throw id === undefined ? new NoActiveModelError() : new ModelNotFoundError(id);
    const toMs = to === undefined ? nowMs : Date.parse(to);
    const askedMs = from === undefined ? toMs - DAY_MS : Date.parse(from);
    if (askedMs >= toMs) {
      throw new ProblemError(400, 'invalid_period', 'The period ends before it begins.');
    }
    const fromMs = Math.min(toMs, Math.max(askedMs, trainingEndMs(model)));
    const head = {
      model: model.id,
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
    };
    const unknown = (lines: number, why: string): Drift => {
      return { ...head, lines, verdict: 'unknown', measures: [], sentences: [why], scores: null };
    };
    const reference = await this.reference(model.id);
    if (!reference) {
      const why = `${model.id} was trained by an earlier version, which did not keep what training saw. Train again.`;
      return unknown(0, why);
    }
    const parts = await rollupParts(client, model.id, fromMs, toMs, retry);
    const all = together(parts);
    const why = tooFew(reference, parts);
    if (why !== null) return unknown(all.lines, why);
    const measures = judgeDrift(reference, parts);
    const verdict = worstVerdict(measures);
    const period = { days: (toMs - fromMs) / DAY_MS, trainedDays: model.trained_on.days };
    return {
      ...head,
      lines: all.lines,
      verdict,
      measures,
      sentences: driftSentences(verdict, measures, period),
      scores: {
        at: [...SCORE_NODES],
        in_training: sharesOf(reference.scoreBins),
        recent: sharesOf(all.scoreBins),
      },
    };
  }

  private async reference(id: string): Promise<DriftReference | null> {
    const known = this.references.get(id);
    if (known !== undefined) return known;
    const { info } = await loadPipeline(this.options.models, id);
    const reference = info.driftReference ?? null;
    if (this.references.size >= MAX_CACHED) this.references.clear();
    this.references.set(id, reference);
    return reference;
  }
}

const sharesOf = (counts: readonly number[]) => counts.map((lines) => lines / sumOf(counts));

/** Lines of the training itself are known to the model, and would look the more usual for it. */
function trainingEndMs({ trained_on: { to } }: Model): number {
  return to === null ? -Infinity : Math.ceil(Date.parse(to) / MINUTE_MS) * MINUTE_MS;
}
