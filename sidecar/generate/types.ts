import type { Chooser } from './chooser';

/** What is injected, and labelled. */
export const ANOMALY_KINDS = [
  'silence',
  'new_pattern',
  'rare_value',
  'burst',
  'wrong_order',
  'error_storm',
  'slow_numbers',
] as const;
export type AnomalyKind = (typeof ANOMALY_KINDS)[number];

export const LOG_FORMATS = ['sshd', 'nginx', 'json', 'plain', 'cron', 'postgres'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** One line as it comes out of the generator. */
export interface GeneratedLine {
  /** 1-based. */
  line: number;
  message: string;
  timestampMs: number;
  /** `host/service`. */
  stream: string;
  /** 1 where the line belongs to an injected anomaly. */
  label: 0 | 1;
  kind: AnomalyKind | null;
}

/** A line that is to come at its time. */
export interface PlannedLine {
  atMs: number;
  message: string;
}

/** Writes lines of anomaly kinds; `size` is how many lines a burst or a storm has. */
export type Injector = (atMs: number, choose: Chooser, size: number) => PlannedLine[];

/** One service on one host: what it writes when all is well, and what it writes when it is not. */
export interface LogStream {
  readonly host: string;
  readonly service: string;
  readonly format: LogFormat;
  /** Time from one piece of work to the next, in ms, at `atMs`. */
  gapMs(atMs: number, choose: Chooser): number;
  /** The lines of one piece of work: a request, a session, an order. In the order of their times. */
  work(atMs: number, choose: Chooser): PlannedLine[];
  /** What can be injected. Silence is not here: it is the generator that holds the stream's lines back. */
  readonly injectors: Partial<Record<Exclude<AnomalyKind, 'silence'>, Injector>>;
}
