import { HeaderLearning } from '../header_learning';
import type { LogEvent } from '../parse/log_event';
import { Ensemble, type Verdicts } from '../scoring';
import { sourceKeyOf } from '../source_key';
import { TemplateMiner, type TemplateModel } from '../templates';
import { DEFAULT_SESSION_DETECTORS, sessionDetector } from './registry';
import type { SessionBatch } from './session_batch';
import { buildSessions, clockOf, type KeyedSessions, type SessionClock } from './session_builder';

export interface SessionTrainOptions {
  /** Names from the session registry. */
  detectors?: readonly string[];
  seed: number;
  signal?: AbortSignal;
}

/** Judges sessions. */
export class SessionPipeline {
  constructor(
    readonly templates: TemplateModel,
    private readonly clock: SessionClock,
    private readonly ensemble: Ensemble<SessionBatch>,
  ) {}

  get detectors(): string[] {
    return this.ensemble.members.map(({ name }) => name);
  }

  sessions(events: readonly LogEvent[], keyOf: (i: number) => string): KeyedSessions {
    return buildSessions(events, keyOf, this.templates, this.clock);
  }

  judge(batch: SessionBatch): Verdicts {
    return this.ensemble.judge(batch);
  }
}

/**
 * Learns templates from the lines and how sessions of them usually look.
 * @returns the pipeline and its verdicts on the training sessions, each judged without itself
 */
export async function trainSessions(
  events: readonly LogEvent[],
  keyOf: (i: number) => string,
  options: SessionTrainOptions,
): Promise<{ pipeline: SessionPipeline; training: Verdicts }> {
  const names = options.detectors ?? DEFAULT_SESSION_DETECTORS;
  const detectors = names.map(sessionDetector);
  const miner = new TemplateMiner();
  const patterns = new HeaderLearning(miner);
  for (const event of events) patterns.add(event.raw, sourceKeyOf(event));
  patterns.finish();
  const templates = miner.freeze();
  const clock = clockOf(events);
  const { batch } = buildSessions(events, keyOf, templates, clock);
  const members = [];
  for (const detector of detectors) {
    const fit = detector.fit([batch], { seed: options.seed, signal: options.signal });
    let step = await fit.next();
    while (!step.done) step = await fit.next();
    members.push({
      name: detector.name,
      fitted: step.value.fitted,
      scores: step.value.trainingScores(),
    });
  }
  const { ensemble, training } = Ensemble.fit(members);
  return { pipeline: new SessionPipeline(templates, clock, ensemble), training };
}
