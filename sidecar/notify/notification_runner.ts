import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import type { Rule } from '../../common/api/settings/notifications';
import { describeError } from '../elasticsearch/errors';
import type { RetryOptions } from '../elasticsearch/retry';
import type { Logger } from '../logger';
import type { Metrics } from '../metrics/metrics';
import type { SettingsService } from '../settings/settings_service';
import { SettingsStateStore } from '../store/elasticsearch/settings_state';
import { countFlagged, recentIncidents } from './find_news';
import { countMessage, incidentMessage, type Message } from './message';
import { newMemory, remember, type NotificationState, type RuleMemory } from './rule_memory';
import type { Secrets } from './secrets';
import { send } from './send';

const MAX_TRIES = 5;
const FIRST_RETRY_MS = 10_000;
const MINUTE_MS = 60_000;
export const NOTIFICATION_STATE_ID = 'state:notifications';

export interface NotificationRunnerOptions {
  client: Client;
  settings: SettingsService;
  secrets: Secrets;
  retry: RetryOptions;
  log: Logger;
  metrics: Metrics;
}

/** Looks at the rules now and again, and tells people. */
export class NotificationRunner {
  private readonly states: SettingsStateStore<NotificationState>;
  private state: NotificationState | null = null;

  constructor(private readonly options: NotificationRunnerOptions) {
    this.states = new SettingsStateStore(options.client, NOTIFICATION_STATE_ID);
  }

  /** Runs until the signal ends it. To be called by the sidecar that runs the jobs only. */
  async run(signal: AbortSignal): Promise<void> {
    // Another sidecar may have told people meanwhile.
    this.state = null;
    while (!signal.aborted) {
      try {
        await this.round(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.options.log.warn({ reason: describeError(error) }, 'Rules are looked at again');
      }
      const intervalMs = this.options.settings.config().notifyIntervalMs;
      await delay(intervalMs, undefined, { signal }).catch(() => {});
    }
  }

  private async round(signal: AbortSignal): Promise<void> {
    const rules = this.options.settings.current.values.notifications.rules.filter(
      ({ enabled, notifiers }) => enabled && notifiers.length > 0,
    );
    if (rules.length === 0 && this.state === null) return;
    this.state ??= (await this.states.read(this.retry(signal))) ?? { rules: {} };
    const known = new Set(rules.map(({ id }) => id));
    // A rule that is off knows nothing when it is turned on again: it begins with what is new then.
    const off = Object.keys(this.state.rules).filter((id) => !known.has(id));
    for (const id of off) delete this.state.rules[id];
    if (off.length > 0) await this.save(signal);
    for (const rule of rules) {
      signal.throwIfAborted();
      await this.look(rule, Date.now(), signal);
    }
  }

  private async look(rule: Rule, nowMs: number, signal: AbortSignal): Promise<void> {
    const memory = this.state?.rules[rule.id];
    if (!memory) {
      const there = rule.kind === 'incident' ? await this.incidents(rule, nowMs, signal) : [];
      await this.note(
        rule,
        newMemory(
          there.map(({ id }) => id),
          nowMs,
        ),
        signal,
      );
      return;
    }
    const { pending, last_message_at: lastAt } = memory;
    if (pending && Date.parse(pending.next_try_at) <= nowMs) {
      await this.tell(rule, { ...memory, pending: null }, pending, signal);
      return;
    }
    const cooldownMs = rule.cooldown_minutes * MINUTE_MS;
    if (lastAt !== null && nowMs - Date.parse(lastAt) < cooldownMs) return;
    const news = await this.news(rule, memory, nowMs, signal);
    if (!news) return;
    const { message, ids } = news;
    const next: RuleMemory = {
      last_message_at: message.time,
      last_text: message.title,
      told: remember(memory.told, ids, nowMs),
      pending: null,
      failures: {},
    };
    await this.tell(rule, next, { message, notifiers: rule.notifiers, tries: 0 }, signal);
  }

  private async news(
    rule: Rule,
    memory: RuleMemory,
    nowMs: number,
    signal: AbortSignal,
  ): Promise<{ message: Message; ids: string[] } | null> {
    const { publicUrl } = this.options.settings.config();
    const context = { rule: rule.name, publicUrl: publicUrl ?? null, nowMs };
    if (rule.kind === 'incident') {
      const all = await this.incidents(rule, nowMs, signal);
      const untold = all.filter(
        ({ id, former_ids: former }) => ![id, ...former].some((it) => it in memory.told),
      );
      if (untold.length === 0) return null;
      return { message: incidentMessage(untold, context), ids: untold.map(({ id }) => id) };
    }
    const { severity, within_minutes: withinMinutes, more_than: moreThan } = rule;
    const sinceMs = nowMs - withinMinutes * MINUTE_MS;
    const { client } = this.options;
    const { lines, worst } = await countFlagged(client, severity, sinceMs, this.retry(signal));
    if (lines <= moreThan || !worst) return null;
    const found = { lines, withinMinutes, moreThan, worst };
    return { message: countMessage(found, severity, context), ids: [] };
  }

  /** Written down before it is sent: rather is a message lost in a crash than sent twice. */
  private async tell(
    rule: Rule,
    memory: RuleMemory,
    { message, notifiers, tries }: { message: Message; notifiers: string[]; tries: number },
    signal: AbortSignal,
  ): Promise<void> {
    await this.note(rule, memory, signal);
    const failures = await this.sendToAll(message, notifiers);
    const left = Object.keys(failures);
    for (const [notifier, reason] of Object.entries(failures)) {
      this.options.log.warn({ rule: rule.id, notifier, reason }, 'A notifier failed');
    }
    if (left.length === 0) {
      this.options.log.info({ rule: rule.id, notifiers }, 'Notified');
      if (tries === 0) return;
    }
    const isLast = tries + 1 >= MAX_TRIES;
    const nextTryMs = Date.now() + FIRST_RETRY_MS * 2 ** tries;
    const pending =
      left.length === 0 || isLast
        ? null
        : {
            message,
            notifiers: left,
            tries: tries + 1,
            next_try_at: new Date(nextTryMs).toISOString(),
          };
    await this.note(rule, { ...memory, pending, failures }, signal);
  }

  /** @returns why a notifier did not take it, by its id; those that are gone or disabled are left out */
  private async sendToAll(
    message: Message,
    ids: readonly string[],
  ): Promise<Record<string, string>> {
    const { settings, secrets, metrics } = this.options;
    const allowedHosts = settings.config().notifyAllowedHosts;
    const notifiers = settings.current.values.notifications.notifiers.filter(
      ({ id, enabled }) => enabled && ids.includes(id),
    );
    const failures: Record<string, string> = {};
    await Promise.all(
      notifiers.map(async (notifier) => {
        try {
          await send(notifier, message, { allowedHosts, secrets });
          metrics.notified('sent');
        } catch (error) {
          metrics.notified('failed');
          failures[notifier.id] = describeError(error);
        }
      }),
    );
    return failures;
  }

  private incidents(rule: Rule, nowMs: number, signal: AbortSignal) {
    return recentIncidents(this.options.client, rule.severity, nowMs, this.retry(signal));
  }

  private async note(rule: Rule, memory: RuleMemory, signal: AbortSignal): Promise<void> {
    if (!this.state) return;
    this.state.rules[rule.id] = memory;
    await this.save(signal);
  }

  private async save(signal: AbortSignal): Promise<void> {
    if (this.state) await this.states.write(this.state, this.retry(signal));
  }

  private retry(signal: AbortSignal): RetryOptions {
    return { ...this.options.retry, signal };
  }
}
