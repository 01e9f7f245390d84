import type { Notifier } from '../../common/api/settings/notifications';
import type { SettingsValues } from '../../common/api/settings/schema';
import { requireAllowedHost, requireAllowedUrl } from '../notify/allowed_hosts';
import { testMessage } from '../notify/message';
import { fillTemplate } from '../notify/template';
import { ProblemError } from '../store/stores';

/** What a schema cannot say of settings. @throws ProblemError (400) in a sentence */
export function checkSettings(values: SettingsValues, allowedHosts: readonly string[]): void {
  const { notifiers, rules } = values.notifications;
  refuseTwice('notifier', notifiers);
  refuseTwice('rule', rules);
  const known = new Set(notifiers.map(({ id }) => id));
  for (const rule of rules) {
    const missing = rule.notifiers.find((id) => !known.has(id));
    if (missing !== undefined) {
      throw invalid(`The rule "${rule.name}" names a notifier that is not there: ${missing}.`);
    }
  }
  for (const notifier of notifiers) {
    try {
      checkNotifier(notifier, allowedHosts);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      throw new ProblemError(
        error.status,
        error.code,
        `Notifier "${notifier.name}": ${error.message}`,
      );
    }
  }
}

function checkNotifier(notifier: Notifier, allowedHosts: readonly string[]): void {
  switch (notifier.type) {
    case 'email':
      requireAllowedHost(allowedHosts, 'smtp', notifier.host, notifier.port);
      if ((notifier.username === undefined) !== (notifier.password_secret === undefined)) {
        throw invalid('Name both the user and the secret with the password, or neither.');
      }
      if (notifier.security === 'none' && notifier.password_secret !== undefined) {
        throw invalid('A password is not sent without encryption. Choose STARTTLS or TLS.');
      }
      break;
    case 'slack':
      // Its address is a secret, and is checked when something is sent there.
      break;
    case 'webhook':
      requireAllowedUrl(allowedHosts, notifier.url);
      for (const { name, value, secret } of notifier.headers) {
        if ((value === undefined) === (secret === undefined)) {
          throw invalid(`The header ${name} needs either a value or the name of a secret.`);
        }
      }
      fillTemplate(notifier.body, testMessage({ rule: '', publicUrl: null, nowMs: 0 }));
      break;
  }
}

function refuseTwice(what: string, things: readonly { id: string; name: string }[]): void {
  const seen = new Set<string>();
  for (const { id, name } of things) {
    if (seen.has(id)) throw invalid(`There are two of the ${what} "${name}" (${id}).`);
    seen.add(id);
  }
}

function invalid(message: string): ProblemError {
  return new ProblemError(400, 'invalid_settings', message);
}
