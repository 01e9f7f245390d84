import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import { describeError } from '../elasticsearch/errors';
import type { RetryOptions } from '../elasticsearch/retry';
import type { Logger } from '../logger';
import type { Metrics } from '../metrics/metrics';
import type { SettingsService } from '../settings/settings_service';
import { SettingsStateStore } from '../store/elasticsearch/settings_state';
import { deliver, enqueue, pendingMessages } from './outbox/outbox';
import { lookAtRule } from './rules/look_at_rule';
import type { Secrets } from './secrets';
import { emptyState, NOTIFICATION_STATE_ID, readState, type NotificationState } from './state';

export interface NotificationRunnerOptions {
  client: Client;
  settings: SettingsService;
  secrets: Secrets;
  retry: RetryOptions;
  log: Logger;
  metrics: Metrics;
}

/**
 * Looks at the rules now and again, and tells people. A message is written down before it is sent, and struck out after
 * that: a crash in between sends it again, under the same id; none is lost.
 */
export class NotificationRunner {
  private readonly states: SettingsStateStore<unknown>;
  private state: NotificationState | null = null;
  /** As it is written down. */
  private written = '';
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: NotificationRunnerOptions) {
    this.states = new SettingsStateStore(options.client, NOTIFICATION_STATE_ID);
  }

  /** Messages that notifiers have not taken yet; 0 where another sidecar tells people. */
  pending(): number {
    return this.state ? pendingMessages(this.state) : 0;
  }

  /** Runs until the signal ends it. To be called by the sidecar that runs the jobs only. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.round(signal);
      } catch (error) {
        // What is written down counts: another sidecar may have told people meanwhile.
        this.state = null;
        if (signal.aborted) return;
        this.options.log.warn({ reason: describeError(error) }, 'Rules are looked at again');
      }
      const intervalMs = this.options.settings.config().notifyIntervalMs;
      await delay(intervalMs, undefined, { signal }).catch(() => {});
    }
    this.state = null;
  }

  private async round(signal: AbortSignal): Promise<void> {
    const { client, settings, secrets, log, metrics } = this.options;
    const { notifications } = settings.current.values;
    const rules = notifications.rules.filter(
      ({ enabled, notifiers }) => enabled && notifiers.length > 0,
    );
    const notifiers = notifications.notifiers.filter(({ enabled }) => enabled);
    if (rules.length === 0 && this.state === null) return;
    this.state ??= await this.load(signal);
    const { state } = this;
    forgetWhatIsOff(state, rules, notifiers);
    const { publicUrl: address, notifyAllowedHosts: allowedHosts } = settings.config();
    const publicUrl = address ?? null;
    const retry = { ...this.options.retry, signal };
    for (const rule of rules) {
      signal.throwIfAborted();
      const nowMs = Date.now();
      const before = state.rules[rule.id];
      const look = await lookAtRule(rule, before, { client, retry, publicUrl, nowMs });
      state.rules[rule.id] = look.memory;
      const receivers = notifiers.map(({ id }) => id).filter((id) => rule.notifiers.includes(id));
      enqueue(state, look.messages, receivers, nowMs);
    }
    await this.save(retry);
    // What was taken is written down even where the sidecar is being stopped.
    const save = () => this.save(this.options.retry);
    const sending = { allowedHosts, secrets, notifiers, publicUrl, log, metrics, signal, save };
    await deliver(state, sending);
  }

  private async load(signal: AbortSignal): Promise<NotificationState> {
    const stored = await this.states.read({ ...this.options.retry, signal });
    this.written = JSON.stringify(stored);
    const state = stored === null ? emptyState() : readState(stored);
    if (state) return state;
    this.options.log.warn(
      'What notifications remember was written by another version; they begin with what is new',
    );
    return emptyState();
  }

  /** Writes the state where it has changed; one write after the other. */
  private save(retry: RetryOptions): Promise<void> {
    this.writing = this.writing
      .catch(() => {})
      .then(async () => {
        if (!this.state) return;
        const text = JSON.stringify(this.state);
        if (text === this.written) return;
        await this.states.replace(this.state, retry);
        this.written = text;
      });
    return this.writing;
  }
}

/** A rule that is off knows nothing when it is turned on again: it begins with what is new then. */
function forgetWhatIsOff(
  state: NotificationState,
  rules: readonly { id: string }[],
  notifiers: readonly { id: string }[],
): void {
  const ruleIds = new Set(rules.map(({ id }) => id));
  const notifierIds = new Set(notifiers.map(({ id }) => id));
  keepOnly(state.rules, ruleIds);
  keepOnly(state.notifiers, notifierIds);
  for (const { failures } of Object.values(state.rules)) keepOnly(failures, notifierIds);
  for (const { to } of state.outbox) keepOnly(to, notifierIds);
  state.outbox = state.outbox.filter(
    ({ message, to }) => ruleIds.has(message.rule_id) && Object.keys(to).length > 0,
  );
}

function keepOnly(record: Record<string, unknown>, ids: ReadonlySet<string>): void {
  for (const id of Object.keys(record)) if (!ids.has(id)) delete record[id];
}
