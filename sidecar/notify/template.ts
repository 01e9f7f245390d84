import { ProblemError } from '../store/stores';
import type { Message } from './message';

/** What a template may name. */
export const PLACEHOLDERS: { [Name in keyof Message]: string } = {
  title: '',
  text: '',
  severity: '',
  count: '',
  url: '',
  time: '',
  rule: '',
};

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Fills a template of JSON: what is put in is escaped as JSON's strings are.
 * @throws ProblemError where it names what is not there, or is no JSON with it
 */
export function fillTemplate(template: string, message: Message): string {
  const body = template.replace(PLACEHOLDER, (_all, name: string) => {
    if (!Object.hasOwn(PLACEHOLDERS, name)) {
      const known = Object.keys(PLACEHOLDERS).map((known) => `{{${known}}}`);
      throw invalid(`There is no placeholder {{${name}}}; there are ${known.join(', ')}.`);
    }
    return JSON.stringify(String(message[name as keyof Message])).slice(1, -1);
  });
  try {
    JSON.parse(body);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(`The body is not JSON: ${reason}. Put placeholders into quotes: "{{text}}".`);
  }
  return body;
}

function invalid(message: string): ProblemError {
  return new ProblemError(400, 'invalid_settings', message);
}
