import nodemailer from 'nodemailer';
import type { Notifier } from '../../common/api/settings/notifiers';
import type { Message } from '../../common/notifications/message';
import { fillTemplate } from '../../common/notifications/template';
import { ProblemError } from '../store/stores';
import { requireAllowedHost, requireAllowedUrl } from './allowed_hosts';
import { plainText } from './messages/context';
import type { Secrets } from './secrets';

const TIMEOUT_MS = 10_000;
/** Slack takes no more; longer bodies are no notification. */
const MAX_BODY_CHARS = 40_000;
const MAX_TEXT_CHARS = 30_000;

export interface SendOptions {
  allowedHosts: readonly string[];
  secrets: Secrets;
}

/**
 * Sends a message, to hosts that the operator allows only. No redirect is followed, and nothing of the answer but its
 * status is looked at.
 * @returns what the other side said, in a sentence
 * @throws ProblemError that says why it did not work; never with a secret in it
 */
export async function send(
  notifier: Notifier,
  message: Message,
  options: SendOptions,
): Promise<string> {
  switch (notifier.type) {
    case 'email':
      return sendMail(notifier, message, options);
    case 'slack': {
      const url = options.secrets.get(notifier.url_secret);
      const text = slackText(message).slice(0, MAX_TEXT_CHARS);
      return post(url, {}, JSON.stringify({ text }), options);
    }
    case 'webhook': {
      const headers = notifier.headers.map(({ name, value, secret }) => [
        name,
        secret === undefined ? (value ?? '') : options.secrets.get(secret),
      ]);
      const body = fillTemplate(notifier.body, message);
      const own = Object.fromEntries(headers);
      const { url = '', url_secret: secret } = notifier;
      const address = secret === undefined ? url : options.secrets.get(secret);
      return post(address, { 'idempotency-key': message.id, ...own }, body, options);
    }
  }
}

async function sendMail(
  notifier: Extract<Notifier, { type: 'email' }>,
  message: Message,
  { allowedHosts, secrets }: SendOptions,
): Promise<string> {
  const { host, port, security, username, password_secret: secret, from, to } = notifier;
  requireAllowedHost(allowedHosts, 'smtp', host, port);
  const auth =
    username === undefined || secret === undefined
      ? undefined
      : { user: username, pass: secrets.get(secret) };
  const transport = nodemailer.createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    auth,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const text = plainText(message).slice(0, MAX_TEXT_CHARS);
  try {
    await transport.sendMail({
      from,
      to,
      subject: `[Anomalies] ${message.title}`,
      text,
      // The same in every try: mail programs show it once.
      messageId: `<${message.id}@${from.split('@')[1]}>`,
    });
  } catch (error) {
    throw failed(`${host}:${port} did not take the mail: ${withoutSecret(error, auth?.pass)}`);
  } finally {
    transport.close();
  }
  return `${host} took the mail for ${to.join(', ')}.`;
}

async function post(
  address: string,
  headers: Record<string, string>,
  body: string,
  { allowedHosts }: SendOptions,
): Promise<string> {
  const { host } = requireAllowedUrl(allowedHosts, address);
  if (body.length > MAX_BODY_CHARS) {
    throw failed(`The body has more than ${MAX_BODY_CHARS} characters.`);
  }
  let response: Response;
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw failed(`${host} did not answer: ${reasonOf(error)}`);
  }
  await response.body?.cancel();
  if (response.status >= 300 && response.status < 400) {
    throw failed(`${host} answered with a redirect (${response.status}), which is not followed.`);
  }
  if (!response.ok) throw failed(`${host} answered with status ${response.status}.`);
  return `${host} answered with status ${response.status}.`;
}

/** A line of a log that says <!channel> must wake nobody. */
function slackText(message: Message): string {
  return `*${message.title}*\n${plainText(message)}`
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Without the address, which may be a secret: only what the network said. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `it took longer than ${TIMEOUT_MS / 1_000} s.`;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === '' ? 'the connection failed.' : `${code}.`;
}

function withoutSecret(error: unknown, secret: string | undefined): string {
  const reason = error instanceof Error ? error.message : String(error);
  const safe = secret ? reason.replaceAll(secret, '…') : reason;
  return safe.slice(0, 500);
}

function failed(message: string): ProblemError {
  return new ProblemError(502, 'notification_failed', message);
}
