import type { Notifier } from '../../common/api/settings/notifiers';
import type { Rule } from '../../common/api/settings/rules';
import type { SettingsValues } from '../../common/api/settings/schema';
import { EXAMPLE_MESSAGES } from '../../common/notifications/example_messages';
import { fillTemplate, TemplateError } from '../../common/notifications/template';
import { requireAllowedHost, requireAllowedUrl } from '../notify/allowed_hosts';
import { isAlwaysQuiet } from '../notify/rules/quiet_hours';
import { ProblemError } from '../store/stores';

/** What a schema cannot say of settings. @throws ProblemError (400) in a sentence, with the place of the fault */
export function checkSettings(values: SettingsValues, allowedHosts: readonly string[]): void {
  const { notifiers, rules } = values.notifications;
  refuseTwice('notifier', notifiers);
  refuseTwice('rule', rules);
  const known = new Set(notifiers.map(({ id }) => id));
  rules.forEach((rule, place) => checkRule(rule, known, place));
  notifiers.forEach((notifier, place) => checkNotifier(notifier, allowedHosts, place));
}

function checkRule(rule: Rule, known: ReadonlySet<string>, place: number): void {
  const missing = rule.notifiers.find((id) => !known.has(id));
  if (missing !== undefined) {
    throw invalid(
      ['rules', place, 'notifiers'],
      `The rule "${rule.name}" names a notifier that is not there: ${missing}.`,
    );
  }
  if (rule.quiet && isAlwaysQuiet(rule.quiet)) {
    throw invalid(
      ['rules', place, 'quiet'],
      `The quiet hours of the rule "${rule.name}" leave no time to tell anything. Shorten them, or turn the rule off.`,
    );
  }
}

function checkNotifier(notifier: Notifier, allowedHosts: readonly string[], place: number): void {
  const at = (field: string, check: () => void) => {
    try {
      check();
    } catch (error) {
      if (!(error instanceof ProblemError) && !(error instanceof TemplateError)) throw error;
      const code = error instanceof ProblemError ? error.code : INVALID;
      const message = `Notifier "${notifier.name}": ${error.message}`;
      throw invalid(['notifiers', place, ...field.split('.')], message, code);
    }
  };
  const refuse = (message: string) => () => {
    throw new ProblemError(400, INVALID, message);
  };
  switch (notifier.type) {
    case 'email':
      at('host', () => requireAllowedHost(allowedHosts, 'smtp', notifier.host, notifier.port));
      if ((notifier.username === undefined) !== (notifier.password_secret === undefined)) {
        at('username', refuse('Name both the user and the secret with the password, or neither.'));
      }
      if (notifier.security === 'none' && notifier.password_secret !== undefined) {
        at(
          'security',
          refuse('A password is not sent without encryption. Choose STARTTLS or TLS.'),
        );
      }
      break;
    case 'slack':
      // Its address is a secret, and is checked when something is sent there.
      break;
    case 'webhook': {
      if ((notifier.url === undefined) === (notifier.url_secret === undefined)) {
        at('url', refuse('Give either the address or the name of the secret with it.'));
      }
      // A secret one is checked when something is sent there.
      const { url } = notifier;
      if (url !== undefined) at('url', () => requireAllowedUrl(allowedHosts, url));
      notifier.headers.forEach(({ name, value, secret }, header) => {
        if ((value === undefined) === (secret === undefined)) {
          const field = `headers.${header}.value`;
          at(field, refuse(`The header ${name} needs either a value or the name of a secret.`));
        }
      });
      at('body', () => {
        for (const example of Object.values(EXAMPLE_MESSAGES)) fillTemplate(notifier.body, example);
      });
      break;
    }
  }
}

function refuseTwice(
  what: 'notifier' | 'rule',
  things: readonly { id: string; name: string }[],
): void {
  const seen = new Set<string>();
  things.forEach(({ id, name }, place) => {
    if (seen.has(id)) {
      throw invalid([`${what}s`, place, 'name'], `There are two of the ${what} "${name}" (${id}).`);
    }
    seen.add(id);
  });
}

const INVALID = 'invalid_settings';

/** @param place below `notifications`, as in the body of the request */
function invalid(
  place: readonly (string | number)[],
  message: string,
  code: string = INVALID,
): ProblemError {
  const path = ['body', 'values', 'notifications', ...place].join('.');
  return new ProblemError(400, code, message, undefined, [{ path, message }]);
}
