import type { Client } from '@elastic/elasticsearch';
import type { RuleState } from '../../common/api/settings/notifications';
import type { RetryOptions } from '../elasticsearch/retry';
import type { Logger } from '../logger';
import type { SettingsService } from '../settings/settings_service';
import { SettingsStateStore } from '../store/elasticsearch/settings_state';
import { ProblemError } from '../store/stores';
import { testMessage } from './message';
import { NOTIFICATION_STATE_ID } from './notification_runner';
import type { NotificationState } from './rule_memory';
import type { Secrets } from './secrets';
import { send } from './send';

export interface NotificationServiceOptions {
  client: Client;
  settings: SettingsService;
  secrets: Secrets;
  retry: RetryOptions;
  log: Logger;
}

/** Tries notifiers, and tells what became of the messages of the rules. */
export class NotificationService {
  private readonly states: SettingsStateStore<NotificationState>;

  constructor(private readonly options: NotificationServiceOptions) {
    this.states = new SettingsStateStore(options.client, NOTIFICATION_STATE_ID);
  }

  /**
   * Sends a test message, to a notifier as it is saved.
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
    const context = { rule: 'Test', publicUrl: publicUrl ?? null, nowMs: Date.now() };
    const detail = await send(notifier, testMessage(context), { allowedHosts, secrets });
    log.info({ notifier: id }, 'Notifier tested');
    return detail;
  }

  /** Of every rule that has looked for news so far. */
  async status(): Promise<RuleState[]> {
    const state = await this.states.read(this.options.retry);
    return Object.entries(state?.rules ?? {}).map(([rule, memory]) => ({
      rule,
      last_message_at: memory.last_message_at,
      last_text: memory.last_text,
      failures: memory.failures,
    }));
  }
}
