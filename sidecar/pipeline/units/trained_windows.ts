import { decodeBundle, encodeBundle } from '../bundle';
import type { FitProgress } from '../detectors/detector';
import { count, quoted } from '../explain/wording';
import type { RateModel } from '../rates';
import { Ensemble, type EnsembleJSON } from '../scoring';
import { templateOf } from './feature_name';
import { MAX_WINDOWS } from './options';
import { judgeUnits, type UnitVerdict, type UnitWording } from './unit_verdict';
import { unitThreshold } from './unit_threshold';
import type { UnitLines } from './unit_lines';
import { orderWording } from './session_wording';
import {
  DEFAULT_WINDOW_DETECTORS,
  needsSequences,
  windowDetector,
  WindowRate,
  type WindowUnits,
} from './window_detectors';
import { windowsOf, windowUnits, type Period, type WindowCounts } from './windows';

const KIND = 'units:windows';
const DAY_MS = 86_400_000;
/** Windows a stream: fewer say nothing about what is usual. */
const MIN_WINDOWS = 12;

export interface WindowFitOptions {
  detectors?: readonly string[];
  windowMs: number;
  seed: number;
  alertBudgetPerDay: number;
  templates: number;
  /** From when to when lines lie, those with a wild clock left aside. */
  period: Period;
  signal?: AbortSignal;
}

/** How many lines of which pattern each stream usually writes in a window, and what is far off it. */
export class TrainedWindows {
  private constructor(
    /** Keys of the streams, see `streamKeyOf`. */
    readonly streams: readonly string[],
    readonly windowMs: number,
    readonly threshold: number,
    /** Windows that were learned from. */
    readonly windows: number,
    private readonly ensemble: Ensemble<WindowUnits>,
    private readonly templates: number,
  ) {}

  /** @returns null where the lines span too few windows to say what is usual */
  static async *fit(
    lines: UnitLines,
    options: WindowFitOptions,
  ): AsyncGenerator<FitProgress, TrainedWindows | null> {
    const { windowMs, templates } = options;
    const { template, timeMs, stream } = lines.columns();
    const span = options.period.lastMs - options.period.firstMs;
    const perStream = Math.floor(span / windowMs);
    if (!(perStream > MIN_WINDOWS && perStream <= MAX_WINDOWS)) return null;
    const room = Math.max(1, Math.floor(MAX_WINDOWS / perStream));
    const { names, index } = busiest(lines.streams, stream, room);
    const detectors = options.detectors ?? DEFAULT_WINDOW_DETECTORS;
    const kept = stream.map((at) => (at < 0 ? -1 : index[at]));
    const lineColumns = { template, timeMs, stream: kept };
    const windows = windowsOf(
      lineColumns,
      options.period,
      names.length,
      windowMs,
      needsSequences(detectors),
    );
    if (windows.length === 0) return null;
    const batch = windowUnits(windows, windowMs, names.length, templates);
    const members = [];
    for (const name of detectors) {
      const { seed, signal } = options;
      const fit = yield* windowDetector(name).fit([batch], { seed, signal });
      members.push({ name, fitted: fit.fitted, scores: fit.trainingScores() });
    }
    const { ensemble, training } = Ensemble.fit<WindowUnits>(members);
    const perDay = windows.length / Math.max(span / DAY_MS, windowMs / DAY_MS);
    const threshold = unitThreshold(ensemble, training, options.alertBudgetPerDay, perDay);
    return new TrainedWindows(names, windowMs, threshold, windows.length, ensemble, templates);
  }

  /** What is usual, where the rate is among the detectors. */
  private get rates(): RateModel | undefined {
    for (const { fitted } of this.ensemble.members)
      if (fitted instanceof WindowRate) return fitted.rates;
    return undefined;
  }

  get detectors(): string[] {
    return this.ensemble.members.map(({ name }) => name);
  }

  /** Whether windows have to come with the course of their events. */
  get needsLines(): boolean {
    return needsSequences(this.detectors);
  }

  /**
   * @param textOf pattern of a template, −1 for one that training never saw
   * @returns null for windows that are not flagged
   */
  judge(
    windows: readonly WindowCounts[],
    textOf: (template: number) => string,
  ): (UnitVerdict | null)[] {
    const batch = windowUnits(windows, this.windowMs, this.streams.length, this.templates);
    return judgeUnits('window', this.ensemble, batch, this.threshold, (feature, i) =>
      this.wording(feature, windows[i], textOf),
    );
  }

  private wording(
    feature: string,
    window: WindowCounts,
    textOf: (template: number) => string,
  ): UnitWording {
    const [before, after] = feature.split(' then ');
    if (after !== undefined) return orderWording(before, after, textOf);
    if (feature === 'new') return orderWording('start', 'new', textOf);
    const template = templateOf(feature) ?? null;
    const all = [...window.counts.values()].reduce((sum, lines) => sum + lines, 0);
    const seen = template === null ? all : (window.counts.get(template) ?? 0);
    const what =
      feature === 'stream'
        ? 'lines of this service on this host'
        : feature === 'rest'
          ? 'lines of rare patterns'
          : `lines of pattern ${quoted(textOf(template ?? -1))}`;
    const usual =
      feature === 'rest' ? null : this.rates?.expected(window.stream, template, window.startMs);
    const isMany = !usual || seen > usual.mean;
    return {
      kind: seen === 0 ? 'silence' : isMany ? 'too_many' : 'too_few',
      text:
        seen === 0
          ? `no ${what} in ${minutes(this.windowMs)}`
          : `${isMany ? 'unusually many' : 'unusually few'} ${what}: ${count(seen)} in ${minutes(this.windowMs)}`,
      ...(usual ? { typical: typicalCount(usual) } : {}),
      actual: count(seen),
    };
  }

  toBytes(): Uint8Array {
    const { streams, windowMs, threshold, windows, templates } = this;
    const ensemble = this.ensemble.toJSON();
    return encodeBundle(
      KIND,
      { streams, windowMs, threshold, windows, templates, ensemble },
      Object.fromEntries(
        this.ensemble.members.map(({ name, fitted }) => [`detector.${name}`, fitted.toBytes()]),
      ),
    );
  }

  /** @throws BundleError */
  static fromBytes(bytes: Uint8Array): TrainedWindows {
    const bundle = decodeBundle(bytes, KIND);
    const meta = bundle.meta as WindowsMeta;
    const ensemble = Ensemble.fromJSON<WindowUnits>(meta.ensemble, (name) =>
      windowDetector(name).fromBytes(bundle.array(`detector.${name}`, 'u8')),
    );
    const { streams, windowMs, threshold, windows, templates } = meta;
    return new TrainedWindows(streams, windowMs, threshold, windows, ensemble, templates);
  }
}

interface WindowsMeta {
  streams: string[];
  windowMs: number;
  threshold: number;
  windows: number;
  templates: number;
  ensemble: EnsembleJSON;
}

function minutes(ms: number): string {
  const whole = Math.round(ms / 60_000);
  return whole === 1 ? '1 minute' : whole > 0 ? `${whole} minutes` : `${ms / 1000} s`;
}

/** The streams with most lines, and where each old index goes (−1: left out). */
function busiest(
  streams: ReadonlyMap<string, number>,
  streamOfLine: Int32Array,
  room: number,
): { names: string[]; index: Int32Array } {
  const lines = new Float64Array(streams.size);
  for (const stream of streamOfLine) if (stream >= 0) lines[stream]++;
  const keys = [...streams.keys()];
  const order = Array.from(lines, (_, i) => i)
    .sort((a, b) => lines[b] - lines[a] || a - b)
    .slice(0, room);
  const index = new Int32Array(streams.size).fill(-1);
  order.forEach((old, i) => (index[old] = i));
  return { names: order.map((i) => keys[i]), index };
}

/** "about 12, 8 to 17"; a mean that would read 0.0 is told in words. */
function typicalCount({ mean, low, high }: { mean: number; low: number; high: number }): string {
  const range = high > low ? `, ${count(low)} to ${count(high)}` : '';
  if (mean < 0.05) return `hardly any${range}`;
  return `about ${mean < 10 ? mean.toFixed(1) : count(mean)}${range}`;
}
