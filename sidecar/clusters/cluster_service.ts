import type { Worker } from 'node:worker_threads';
import {
  MIN_CLUSTERED_PATTERNS,
  type Clusters,
  type ClustersRequest,
} from '../../common/api/clusters/schema';
import type { Config } from '../config';
import { startThread } from '../jobs/job_thread';
import type { ScoringService } from '../scoring/scoring_service';
import { ProblemError } from '../store/stores';
import type { CountedPattern, PatternClusters } from './cluster_patterns';
import type { ClusterWorkerAnswer, ClusterWorkerData } from './cluster_worker';

/** Answers that are kept: a page asks for the same ones again. */
const MAX_KEPT = 8;

/** Groups the patterns of models. A model never changes, nor does what was found in it. */
export class ClusterService {
  private readonly kept = new Map<string, Promise<Clusters>>();

  constructor(
    private readonly config: Config,
    private readonly scoring: ScoringService,
  ) {}

  /** @throws NoActiveModelError, ModelNotFoundError, ModelCorruptError, ProblemError where there are too few patterns */
  async of(request: ClustersRequest): Promise<Clusters> {
    const { modelId, pipeline } = await this.scoring.pipelineOf(request.model);
    const key = JSON.stringify({ ...request, model: modelId });
    const known = this.kept.get(key);
    if (known) return known;
    // Taken out of the templates here: the thread gets texts and counts, not the model.
    const all = pipeline.patterns().map(({ id, text, count }) => ({ id, text, lines: count }));
    const finding = this.find(modelId, all, request);
    this.kept.set(key, finding);
    finding.catch(() => this.kept.delete(key));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MAX_KEPT) break;
      this.kept.delete(oldest);
    }
    return finding;
  }

  private async find(
    model: string,
    all: CountedPattern[],
    request: ClustersRequest,
  ): Promise<Clusters> {
    if (all.length < MIN_CLUSTERED_PATTERNS) {
      throw new ProblemError(
        422,
        'too_few_patterns',
        `${model} knows ${all.length} patterns; at least ${MIN_CLUSTERED_PATTERNS} can be grouped. Train on more lines.`,
      );
    }
    const byLines = [...all].sort((a, b) => b.lines - a.lines || (a.id < b.id ? -1 : 1));
    const patterns = byLines.slice(0, request.max_patterns);
    const rest = byLines.slice(request.max_patterns);
    const found = await inThread(this.config, { patterns, options: request });
    return {
      model,
      ...found,
      left_out: {
        patterns: rest.length,
        lines: rest.reduce((sum, { lines }) => sum + lines, 0),
      },
    };
  }
}

/** In a thread of its own: a thousand patterns take the better part of a second. */
async function inThread(config: Config, data: ClusterWorkerData): Promise<PatternClusters> {
  const thread = startThread('../clusters/cluster_worker', data, config.jobMemoryMb);
  try {
    const answer = await answerOf(thread);
    if (answer.ok) return answer.clusters;
    throw new Error(answer.message);
  } finally {
    void thread.terminate();
  }
}

function answerOf(thread: Worker): Promise<ClusterWorkerAnswer> {
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('The clustering thread ended unexpectedly.')));
  });
}
