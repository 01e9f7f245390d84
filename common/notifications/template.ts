import type { Message } from './message';
import { PLACEHOLDER_NAMES, PLACEHOLDERS, type Placeholder } from './placeholders';

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** A template that cannot be filled: it names what is not there, or is no JSON with it. */
export class TemplateError extends Error {
  override name = 'TemplateError';

  constructor(
    readonly kind: 'unknown_placeholder' | 'not_json',
    /** The placeholder, or what JSON's parser says. */
    readonly what: string,
  ) {
    super(
      kind === 'unknown_placeholder'
        ? `There is no placeholder {{${what}}}; there are ${PLACEHOLDER_NAMES.map((name) => `{{${name}}}`).join(', ')}.`
        : `The body is not JSON: ${what}. Put placeholders into quotes: "{{text}}".`,
    );
  }
}

/**
 * Fills a template of JSON: what is put in is escaped as JSON's strings are.
 * @throws TemplateError
 */
export function fillTemplate(template: string, message: Message): string {
  const body = template.replace(PLACEHOLDER, (_all, name: string) => {
    if (!isPlaceholder(name)) throw new TemplateError('unknown_placeholder', name);
    return JSON.stringify(PLACEHOLDERS[name](message)).slice(1, -1);
  });
  try {
    JSON.parse(body);
  } catch (error) {
    throw new TemplateError('not_json', error instanceof Error ? error.message : String(error));
  }
  return body;
}

function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(PLACEHOLDERS, name);
}
