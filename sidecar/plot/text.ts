/** Text of a log as text of an SVG: markup escaped. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Control characters, which XML forbids, and lone surrogates become a visible mark. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '·');
}

/** The text, cut to so many characters with an ellipsis. */
export function shorten(text: string, maxChars: number): string {
  const bound = Math.max(1, Math.floor(maxChars));
  return text.length <= bound ? text : `${text.slice(0, bound - 1).trimEnd()}…`;
}
