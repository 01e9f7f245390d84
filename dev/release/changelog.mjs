/** The entry of a release in CHANGELOG.md. */

const HEADING = /^## (.+)$/m;
const OPEN = /^## \S+ \(unreleased\)$|^## unreleased$/i;

/**
 * Dates the entry that was kept by hand under "(unreleased)"; where there is none, makes one of what was committed.
 * @param {string} text CHANGELOG.md
 * @param {{ version: string, date: string, subjects: readonly string[] }} release
 *   `date` as YYYY-MM-DD; `subjects` first lines of the commits since the last release, newest first
 * @returns {string} the text with the entry
 * @throws {Error} where there is nothing to tell
 */
export function closeEntry(text, { version, date, subjects }) {
  if (entryOf(text, version)) return text;
  const heading = HEADING.exec(text);
  const dated = `## ${version} (${date})`;
  if (heading && OPEN.test(heading[0])) {
    if (bodyAt(text, heading) === '') {
      throw new Error(`CHANGELOG.md says nothing under "${heading[1]}": write what changed.`);
    }
    return text.replace(heading[0], () => dated);
  }
  if (subjects.length === 0) throw new Error('Nothing was committed since the last release.');
  const entry = `${dated}\n\n${subjects.map((subject) => `- ${subject}.`).join('\n')}\n\n`;
  const at = heading?.index ?? text.length;
  return `${text.slice(0, at)}${entry}${text.slice(at)}`;
}

/**
 * @param {string} text CHANGELOG.md
 * @param {string} version
 * @returns {string | null} what the dated entry of the version says; null where there is none
 */
export function entryOf(text, version) {
  const escaped = version.replaceAll('.', '\\.');
  const heading = new RegExp(`^## ${escaped} \\(\\d{4}-\\d{2}-\\d{2}\\)$`, 'm').exec(text);
  return heading ? bodyAt(text, heading) : null;
}

function bodyAt(text, heading) {
  const after = text.slice(heading.index + heading[0].length);
  const next = HEADING.exec(after);
  return after.slice(0, next?.index ?? after.length).trim();
}
