import type { Client } from '@elastic/elasticsearch';
import type {
  NotificationStatus,
  NotifierState,
  RuleState,
} from '../../common/api/settings/notification_status';
import type { Notifier } from '../../common/api/settings/notifiers';
import type { Rule } from '../../common/api/settings/rules';
import type { RetryOptions } from '../elasticsearch/retry';
import type { Logger } from '../logger';
import type { SettingsService } from '../settings/settings_service';
import { SettingsStateStore } from '../store/elasticsearch/settings_state';
import { ProblemError } from '../store/stores';
import { testMessage } from './messages/test';
import { withinHour } from './outbox/rate_limit';
import { nextDigestMs } from './rules/digest_times';
import { quietUntilMs } from './rules/quiet_hours';
import type { Secrets } from './secrets';
import { send } from './send';
import {
  emptyState,
  newNotifierMemory,
  NOTIFICATION_STATE_ID,
  readState,
  type NotificationState,
  type RuleMemory,
} from './state';

export interface NotificationServiceOptions {
  client: Client;
  settings: SettingsService;
  secrets: Secrets;
  retry: RetryOptions;
  log: Logger;
  /** Messages of this sidecar that notifiers have not taken yet. */
  pending: () => number;
}

/** Tries notifiers, and tells what became of the messages of the rules. */
export class NotificationService {
  private readonly states: SettingsStateStore<unknown>;

  constructor(private readonly options: NotificationServiceOptions) {
    this.states = new SettingsStateStore(options.client, NOTIFICATION_STATE_ID);
  }

  /**
   * Sends a test message, to a notifier as it is saved. It does not count towards the bound of an hour.
   * @returns what the other side said
   * @throws ProblemError where there is none of the id (404), or it did not work
   */
  async test(id: string): Promise<string> {
    const { settings, secrets, log } = this.options;
    await settings.refresh();
    const notifier = settings.current.values.notifications.notifiers.find((it) => it.id === id);
    if (!notifier) {
      throw new ProblemError(
        404,
        'notifier_not_found',
        `There is no notifier "${id}" in the saved settings. Save it first.`,
      );
    }
    const { notifyAllowedHosts: allowedHosts, publicUrl } = settings.config();
    const message = testMessage(publicUrl ?? null, Date.now());
    const detail = await send(notifier, message, { allowedHosts, secrets });
    log.info({ notifier: id }, 'Notifier tested');
    return detail;
  }

  pending(): number {
    return this.options.pending();
  }

  /** Of every rule that has looked for news so far, and of every notifier. */
  async status(): Promise<NotificationStatus> {
    const { settings, retry } = this.options;
    await settings.refresh();
    const state = readState(await this.states.read(retry)) ?? emptyState();
    const { rules, notifiers } = settings.current.values.notifications;
    const nowMs = Date.now();
    return {
      rules: rules.flatMap((rule) => {
        const memory = state.rules[rule.id];
        return memory ? [ruleState(rule, memory, nowMs)] : [];
      }),
      notifiers: notifiers.map((notifier) => notifierState(notifier, state, nowMs)),
    };
  }
}

function ruleState(rule: Rule, memory: RuleMemory, nowMs: number): RuleState {
  const { held, open, digested_at: digestedAt } = memory;
  const quietUntil = quietUntilMs(rule.quiet, nowMs);
  const { digest } = rule;
  return {
    rule: rule.id,
    last_message_at: memory.last_message_at,
    last_text: memory.last_text,
    failures: memory.failures,
    firing_since: memory.firing?.since ?? null,
    open_incidents: open
      .filter(({ told }) => told)
      .reduce((sum, { incidents }) => sum + Object.keys(incidents).length, 0),
    held: held && {
      since: held.since,
      firings: held.firings,
      incidents: held.incidents.length,
      over: held.over.length + held.more_over,
    },
    quiet_until: isoOrNull(quietUntil),
    next_digest_at: digest
      ? isoOrNull(nextDigestMs(digest, digestedAt === null ? nowMs : Date.parse(digestedAt)))
      : null,
  };
}

function notifierState(
  { id, name, type, enabled, max_per_hour }: Notifier,
  { notifiers, outbox }: NotificationState,
  nowMs: number,
): NotifierState {
  const { sent, waiting, last_failure, last_sent_at } = notifiers[id] ?? newNotifierMemory();
  const retries = outbox.flatMap(({ to }) => (id in to ? [to[id].next_try_at] : []));
  const tries = [...retries, ...(waiting ? [waiting.next_try_at] : [])].sort();
  return {
    notifier: id,
    name,
    type,
    enabled,
    max_per_hour,
    sent_last_hour: withinHour(sent, nowMs).length,
    last_sent_at,
    last_failure,
    retrying: retries.length,
    waiting: waiting?.count ?? 0,
    next_try_at: tries.at(0) ?? null,
  };
}

function isoOrNull(ms: number | null): string | null {
  return ms === null || !Number.isFinite(ms) ? null : new Date(ms).toISOString();
}
