import type { Reason, TemplateRef } from '../../common/anomaly';
import { BundleError, decodeBundle, encodeBundle } from './bundle';
import { lineDetector } from './detectors/registry';
import { CLASSIFIER_NAME, classifierReasons, LineExplainer } from './explain';
import { foldRepeats } from './fold_repeats';
import { LineStatistics } from './features/line_statistics';
import type { FeatureMatrix } from './features/matrix';
import type { ClassifierInfo, PatternSummary, PipelineInfo } from './info';
import type { LogEvent } from './parse/log_event';
import {
  classifierPoints,
  Ensemble,
  labelledScore,
  scoreOfNats,
  SEVERITY_PRIOR,
  type EnsembleJSON,
  type LabelledVerdict,
  type Verdicts,
} from './scoring';
import { sourceKeyOf } from './source_key';
import { LineClassifier, strangenessOf, type Strangeness } from './supervised';
import { TemplateModel } from './templates';
import { TrainedUnits } from './units';

const KIND = 'pipeline';

export type ReasonScope = 'flagged' | 'all' | 'none';

/** Scores of a batch, in the order of its lines. */
export interface BatchScores {
  /** 0–100: 50 is one line in 1,000, 100 one in a million; where there is a classifier, moved by it. */
  scores: Float64Array;
  /** The same without the classifier: how rare the lines are. */
  unsupervised: Float64Array;
  /** 1 where the line is at or above the threshold. */
  flagged: Uint8Array;
  /** Index of the line's template in this pipeline, −1 for none. */
  templateIndex: Int32Array;
  /** Score of each detector by itself, 0–100; of the classifier, 100 times the probability of an anomaly. */
  detectorScores: Record<string, Float64Array>;
  template(i: number): TemplateRef;
  /** Why line i scored as it did, in falling contribution; empty for lines outside the asked scope. */
  reasons(i: number): Reason[];
}

/** What training leaves behind. Scoring is pure: the same line gets the same score, always. */
export class TrainedPipeline {
  private readonly explainer: LineExplainer;
  /** Lines that score at least so much are flagged: what training chose, until somebody chooses another. */
  threshold: number;

  constructor(
    readonly info: PipelineInfo,
    /** The patterns of training. */
    readonly templates: TemplateModel,
    private readonly statistics: LineStatistics,
    private readonly ensemble: Ensemble<FeatureMatrix>,
    /** First and last time of each training template, two numbers each. */
    private readonly templateTimes: Float64Array,
    readonly units: TrainedUnits,
    private readonly classifier?: LineClassifier,
  ) {
    this.explainer = new LineExplainer(statistics);
    this.threshold = info.threshold;
  }

  scoreBatch(events: LogEvent[], options: { reasons?: ReasonScope } = {}): BatchScores {
    const wasLearned = (event: LogEvent) => this.wasLearned(event);
    const { unique, of } = foldRepeats(events, wasLearned);
    const batch = this.statistics.extract(unique, sourceKeyOf);
    const verdicts = this.ensemble.judge(batch.matrix, (i) => wasLearned(unique[i]));
    const spread = (values: Float64Array) => Float64Array.from(of, (at) => values[at]);
    const unsupervised = spread(verdicts.surprise.map(scoreOfNats));
    const labelled = this.judgeByLabels(unique, verdicts);
    const scores = labelled
      ? unsupervised.map((score, i) =>
          labelledScore(score, this.info.threshold, labelled.verdict(of[i])),
        )
      : unsupervised;
    const flagged = Uint8Array.from(scores, (score) => (score >= this.threshold ? 1 : 0));
    const scope = options.reasons ?? 'flagged';
    return {
      scores,
      unsupervised,
      flagged,
      templateIndex: Int32Array.from(of, (at) => batch.template[at]),
      detectorScores: {
        ...Object.fromEntries(
          this.ensemble.members.map(({ name }, k) => [
            name,
            spread(verdicts.members[k].map(scoreOfNats)),
          ]),
        ),
        ...(labelled ? { [CLASSIFIER_NAME]: spread(labelled.probabilityPct) } : {}),
      },
      template: (i) => this.templateRef(batch.template[of[i]], events[i]),
      reasons: (i) => {
        if (scope === 'none' || (scope === 'flagged' && flagged[i] === 0)) return [];
        const row = of[i];
        const learned = labelled?.reasons(row, unsupervised[i]) ?? [];
        const points = learned.reduce((sum, { contribution }) => sum + contribution, 0);
        const own = this.reasonsOf(events[i], batch.matrix, row, scores[i] - points);
        if (learned.length === 0) return own;
        return [...own.filter(({ contribution }) => contribution > 0), ...learned].sort(
          (a, b) => b.contribution - a.contribution,
        );
      },
    };
  }

  /** What was learned from labels says of these lines; undefined where nothing was. */
  private judgeByLabels(events: readonly LogEvent[], verdicts: Verdicts) {
    const { classifier } = this;
    if (!classifier) return undefined;
    const strangeness = strangenessOf(this.info.detectors, verdicts);
    const judged = classifier.judge(events, strangeness);
    const verdict = (row: number): LabelledVerdict => ({
      certainty: judged.certainty[row],
      isReleased: judged.released[row] === 1,
    });
    return {
      probabilityPct: judged.probability.map((probability) => 100 * probability),
      verdict,
      reasons: (row: number, unsupervisedPct: number): Reason[] => {
        const points = classifierPoints(unsupervisedPct, this.info.threshold, verdict(row));
        const own: Strangeness = {
          names: strangeness.names,
          verdicts: strangeness.verdicts.map((all) => all.subarray(row, row + 1)),
        };
        return classifierReasons(events[row], classifier.explain(events[row], own), points);
      },
    };
  }

  /** Lines from this score on are kept, hidden where the threshold was raised above it: so it can be lowered again. */
  get keptFrom(): number {
    return Math.min(this.threshold, this.info.threshold);
  }

  /** The same pipeline with what was learned from labels. */
  withClassifier(classifier: LineClassifier, about: ClassifierInfo): TrainedPipeline {
    return new TrainedPipeline(
      { ...this.info, classifier: about },
      this.templates,
      this.statistics,
      this.ensemble,
      this.templateTimes,
      this.units,
      classifier,
    );
  }

  /** Whether the line is one that training learned from, by its time: so that scoring stays a function of the line. */
  private wasLearned({ timestampMs }: LogEvent): boolean {
    const { isComplete, firstMs, lastMs } = this.info;
    return isComplete && timestampMs >= firstMs && timestampMs <= lastMs;
  }

  /** Calibrated scores in nats, without the cap at 100: for judging accuracy. */
  verdicts(events: LogEvent[]): Verdicts {
    const { matrix } = this.statistics.extract(events, sourceKeyOf);
    return this.ensemble.judge(matrix, (i) => this.wasLearned(events[i]));
  }

  private templateRef(template: number, event: LogEvent): TemplateRef {
    if (template < 0) return { id: 'none', text: event.raw.slice(0, 200), is_new: true };
    return {
      id: this.templates.id(template),
      text: this.templates.text(template),
      is_new: !this.statistics.isKnown(template),
    };
  }

  private reasonsOf(
    event: LogEvent,
    matrix: FeatureMatrix,
    row: number,
    scorePct: number,
  ): Reason[] {
    return this.explainer.explain(
      this.statistics.view(event, sourceKeyOf),
      this.ensemble.explain(matrix, row),
      scorePct,
    );
  }

  /** Template of a line; ≥ the number of training templates for new ones, −1 for none. */
  templateOf(event: LogEvent): number {
    return this.templates.match(event.raw, sourceKeyOf(event));
  }

  /** What a template looks like. */
  templateText(template: number): string {
    return template < 0 ? 'a new pattern' : this.templates.text(template);
  }

  /** The templates of training, in the order of their indices. */
  patterns(): PatternSummary[] {
    return Array.from(this.statistics.templateCount, (count, i) => ({
      id: this.templates.id(i),
      text: this.templates.text(i),
      count,
      firstMs: this.templateTimes[2 * i],
      lastMs: this.templateTimes[2 * i + 1],
    }));
  }

  /** Whether training saw lines of this service. */
  knowsService(service: string): boolean {
    return this.statistics.keys.linesOfService(service) > 0;
  }

  toBytes(): Uint8Array {
    const detectors = Object.fromEntries(
      this.ensemble.members.map(({ name, fitted }) => [`detector.${name}`, fitted.toBytes()]),
    );
    const meta = {
      info: this.info,
      templates: this.templates.toJSON(),
      statistics: this.statistics.toJSON(),
      ensemble: this.ensemble.toJSON(),
    };
    return encodeBundle(KIND, meta, {
      ...this.statistics.toArrays(),
      templateTimes: this.templateTimes,
      units: this.units.toBytes(),
      ...(this.classifier ? { classifier: this.classifier.toBytes() } : {}),
      ...detectors,
    });
  }

  /** @throws BundleError that says what is wrong: foreign, truncated, changed, of a newer format */
  static fromBytes(bytes: Uint8Array): TrainedPipeline {
    const bundle = decodeBundle(bytes, KIND);
    const meta = bundle.meta as PipelineMeta;
    try {
      const templates = TemplateModel.fromJSON(meta.templates);
      const statistics = LineStatistics.fromBundle(templates, bundle, meta.statistics);
      const ensemble = Ensemble.fromJSON<FeatureMatrix>(
        meta.ensemble,
        (name) => lineDetector(name).fromBytes(bundle.array(`detector.${name}`, 'u8')),
        SEVERITY_PRIOR,
      );
      const size = statistics.templateCount.length;
      const times = bundle.array('templateTimes', 'f64', 2 * size);
      // Models of earlier versions know lines only.
      const units = bundle.has('units')
        ? TrainedUnits.fromBytes(bundle.array('units', 'u8'))
        : new TrainedUnits(null, null, []);
      const info = infoFromJSON(meta.info);
      const classifier = bundle.has('classifier')
        ? LineClassifier.fromBytes(bundle.array('classifier', 'u8'), templates)
        : undefined;
      return new TrainedPipeline(info, templates, statistics, ensemble, times, units, classifier);
    } catch (error) {
      if (error instanceof BundleError) throw error;
      throw new BundleError(`its parts do not fit together: ${(error as Error).message}`);
    }
  }
}

interface PipelineMeta {
  info: PipelineInfo;
  templates: ReturnType<TemplateModel['toJSON']>;
  statistics: ReturnType<LineStatistics['toJSON']>;
  ensemble: EnsembleJSON;
}

/** JSON writes NaN as null. */
function infoFromJSON(info: PipelineInfo): PipelineInfo {
  const time = (value: number | null) => value ?? NaN;
  return {
    ...info,
    firstMs: time(info.firstMs),
    lastMs: time(info.lastMs),
    days: time(info.days),
  };
}
