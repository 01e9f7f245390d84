/** Signs that a line of a web server's access log gives, each 0 where it is absent. */
export const WEB_COLUMNS = [
  /** 4xx and 5xx. */
  'web_error',
  /** A method that ordinary visitors do not use. */
  'web_method',
  /** Characters of the path and the query: ln of those beyond 60. */
  'web_long_path',
  /** Parameters of the query: ln of their number beyond 3. */
  'web_parameters',
  /** Share of the path that is percent-encoded, in nats at all of it. */
  'web_encoded',
  /** A path that leaves the site, or asks for what is no page. */
  'web_traversal',
  /** SQL, script or lookups within a parameter. */
  'web_injection',
  /** A client that names itself as a scanner. */
  'web_scanner',
] as const;

/** How strange a sign is by itself, in nats. */
const SIGN_NATS = 2;
const USUAL_PATH_CHARS = 60;
const USUAL_PARAMETERS = 3;
const MAX_CHARS = 4_096;

/** `GET /path?query HTTP/1.1" 404`; bounded, so that no line makes it slow. */
const REQUEST =
  /\b(GET|HEAD|POST|OPTIONS|PUT|PATCH|DELETE|TRACE|CONNECT|PROPFIND|MKCOL|DEBUG|TRACK)\s(\S{0,4000})(?:\sHTTP\/[\d.]{1,4})?"?\s{0,2}(\d{3})?/;
const ORDINARY_METHOD = /^(?:GET|HEAD|POST|OPTIONS)$/;
const TRAVERSAL =
  /\.\.[/\\]|%2e%2e|%c0%ae|\/etc\/(?:passwd|shadow)|\/proc\/self|\/\.(?:git|env|svn|aws|ssh)\b|wp-login|wp-admin|xmlrpc\.php|phpmyadmin|cgi-bin/i;
const INJECTION =
  /union(?:\s|\+|%20){1,4}(?:all(?:\s|\+|%20){1,4})?select|(?:'|%27)(?:\s|\+|%20){0,4}(?:or|and)(?:\s|\+|%20){1,4}|<script|%3cscript|javascript:|\$\{jndi:|%24%7bjndi|sleep\(|benchmark\(|;(?:\s|\+|%20){0,4}(?:cat|wget|curl)\b|\beval\(|base64_decode/i;
const SCANNER =
  /sqlmap|nikto|nmap|masscan|zgrab|dirbuster|gobuster|wpscan|nessus|acunetix|openvas|havij|w3af|hydra|nuclei/i;

/** Writes the signs of a line from `at` on; all 0 where the line is no request. */
export function fillWebSigns(raw: string, values: Float32Array, at: number): void {
  const text = raw.length > MAX_CHARS ? raw.slice(0, MAX_CHARS) : raw;
  values.fill(0, at, at + WEB_COLUMNS.length);
  const request = REQUEST.exec(text);
  if (!request) return;
  const [, method, path, status = ''] = request;
  const parameters = path.includes('?') ? path.split('&').length : 0;
  const encoded = (path.match(/%[0-9a-fA-F]{2}/g) ?? []).length * 3;
  values[at] = status >= '500' ? 2 * SIGN_NATS : status >= '400' ? SIGN_NATS : 0;
  values[at + 1] = ORDINARY_METHOD.test(method) ? 0 : SIGN_NATS;
  values[at + 2] = Math.log1p(Math.max(0, path.length - USUAL_PATH_CHARS));
  values[at + 3] = Math.log1p(Math.max(0, parameters - USUAL_PARAMETERS));
  values[at + 4] = path.length > 0 ? (2 * SIGN_NATS * encoded) / path.length : 0;
  values[at + 5] = TRAVERSAL.test(path) ? SIGN_NATS : 0;
  values[at + 6] = INJECTION.test(path) ? 2 * SIGN_NATS : 0;
  values[at + 7] = SCANNER.test(text) ? 2 * SIGN_NATS : 0;
}
