import type { Command } from 'commander';
import {
  notificationStatusSchema,
  notifierTestSchema,
  type NotificationStatus,
  type NotifierState,
  type RuleState,
} from '../../../common/api/settings/notification_status';
import { settingsSchema } from '../../../common/api/settings/schema';
import { UsageError } from '../cli_error';
import { note, print, printJson, type CliContext } from '../context';
import { httpUrl } from '../option_parsers';
import { SidecarClient } from '../sidecar_client';
import { formatMinute, formatTable, forTerminal, plural } from '../table';

interface Options {
  sidecar?: string;
  json?: boolean;
}

const MAX_TEXT_CHARS = 60;

export function registerNotify(program: Command, context: CliContext): void {
  const notify = program.command('notify').description('try notifiers, and see what was told');
  const shared = (command: Command) =>
    command
      .option('--sidecar <url>', 'address of the sidecar', httpUrl)
      .option('--json', 'print as JSON');

  shared(
    notify
      .command('test')
      .description('send a test message with a notifier; without one, list those there are')
      .argument('[notifier]', 'its id or its name'),
  ).action((name: string | undefined, options: Options) => test(context, name, options));

  shared(
    notify
      .command('status')
      .description('what each rule told last, what is pending, what notifiers did not take'),
  ).action((options: Options) => status(context, options));
}

async function test(
  context: CliContext,
  name: string | undefined,
  { sidecar, json }: Options,
): Promise<void> {
  const client = new SidecarClient(context, sidecar);
  const { notifiers } = await client.get('/v1/notifications', notificationStatusSchema);
  if (name === undefined) {
    if (json) return printJson(context, { notifiers });
    if (notifiers.length === 0) {
      return note(context, 'There are no notifiers. Add one in the app, under Settings.');
    }
    return print(context, notifierTable(notifiers));
  }
  const id = notifierNamed(name, notifiers);
  const path = `/v1/notifiers/${encodeURIComponent(id)}/test`;
  const { detail } = await client.post(path, {}, notifierTestSchema);
  if (json) return printJson(context, { notifier: id, detail });
  await print(context, `${forTerminal(detail, 1_000)}\n`);
}

/** @throws UsageError where there is none, or more than one of the name */
function notifierNamed(name: string, notifiers: readonly NotifierState[]): string {
  const byId = notifiers.find(({ notifier }) => notifier === name);
  if (byId) return byId.notifier;
  const byName = notifiers.filter((it) => it.name === name);
  if (byName.length === 1) return byName[0].notifier;
  const known = notifiers.map(({ notifier }) => notifier).join(', ') || 'none';
  throw new UsageError(
    byName.length > 1
      ? `There are ${byName.length} notifiers named "${name}". Give an id: ${known}.`
      : `There is no notifier "${name}" in the saved settings. There are: ${known}.`,
  );
}

async function status(context: CliContext, { sidecar, json }: Options): Promise<void> {
  const client = new SidecarClient(context, sidecar);
  const state = await client.get('/v1/notifications', notificationStatusSchema);
  if (json) return printJson(context, state);
  const { values } = await client.get('/v1/settings', settingsSchema);
  const { rules } = values.notifications;
  if (rules.length === 0) note(context, 'There are no rules. Add one in the app, under Settings.');
  else {
    const rows = rules.map(({ id, name, enabled }) => {
      const known = state.rules.find(({ rule }) => rule === id);
      return [
        id,
        forTerminal(name, MAX_TEXT_CHARS),
        enabled ? stateOf(known) : 'off',
        ...lastOf(known),
      ];
    });
    await print(context, formatTable(RULE_COLUMNS, rows));
  }
  if (state.notifiers.length > 0) await print(context, `\n${notifierTable(state.notifiers)}`);
  for (const reason of failuresOf(state)) note(context, reason);
}

const RULE_COLUMNS = ['rule', 'name', 'state', 'last told (UTC)', 'what'].map((title) => ({
  title,
}));

function stateOf(state: RuleState | undefined): string {
  if (!state) return 'has not looked yet';
  const { firing_since: since, open_incidents: open, held, quiet_until: quiet } = state;
  const parts = [
    ...(since === null ? [] : [`firing since ${formatMinute(since)}`]),
    ...(open === 0 ? [] : [`${plural(open, 'incident')} not over`]),
    ...(quiet === null ? [] : [`quiet until ${formatMinute(quiet)}`]),
    ...(held === null ? [] : [`holds ${heldWords(held)}`]),
    ...(state.next_digest_at === null ? [] : [`digest at ${formatMinute(state.next_digest_at)}`]),
  ];
  return parts.length > 0 ? parts.join(', ') : 'nothing to tell';
}

function heldWords({ firings, incidents, over }: NonNullable<RuleState['held']>): string {
  const parts = [
    ...(firings > 0 ? [plural(firings, 'firing')] : []),
    ...(incidents > 0 ? [plural(incidents, 'incident')] : []),
    ...(over > 0 ? [`${over} over`] : []),
  ];
  return parts.length > 0 ? parts.join(' and ') : 'what goes on';
}

function lastOf(state: RuleState | undefined): string[] {
  const { last_message_at: at = null, last_text: text = null } = state ?? {};
  return at === null ? ['never', ''] : [formatMinute(at), forTerminal(text ?? '', MAX_TEXT_CHARS)];
}

const NOTIFIER_COLUMNS = [
  { title: 'notifier' },
  { title: 'name' },
  { title: 'type' },
  { title: 'last hour', align: 'right' as const },
  { title: 'last sent (UTC)' },
  { title: 'pending' },
];

function notifierTable(notifiers: readonly NotifierState[]): string {
  const rows = notifiers.map((it) => [
    it.notifier,
    forTerminal(it.name, MAX_TEXT_CHARS),
    it.enabled ? it.type : `${it.type} (off)`,
    `${it.sent_last_hour} of ${it.max_per_hour}`,
    it.last_sent_at === null ? 'never' : formatMinute(it.last_sent_at),
    pendingOf(it),
  ]);
  return formatTable(NOTIFIER_COLUMNS, rows);
}

function pendingOf({ retrying, waiting, next_try_at: nextTryAt }: NotifierState): string {
  const pending = retrying + waiting;
  if (pending === 0) return 'nothing';
  const when = nextTryAt === null ? '' : `, next try ${formatMinute(nextTryAt)}`;
  return `${plural(pending, 'message')}${when}`;
}

function failuresOf({ notifiers }: NotificationStatus): string[] {
  return notifiers.flatMap(({ notifier, last_failure: failure }) =>
    failure === null
      ? []
      : [`${notifier} failed at ${formatMinute(failure.at)}: ${forTerminal(failure.reason, 500)}`],
  );
}
