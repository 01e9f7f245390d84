import type { Vocabulary } from '../vocabulary';
import type { Resolver } from './resolver';
import { OTHER_ID, OVERFLOW_ID, type Template } from './template';
import { TemplateIds } from './template_id';
import type { TemplateModel } from './template_model';

/**
 * Gives each template its id. A template that holds templates of the previous model takes over the id of
 * the largest and has the others as aliases, so that labels on them stay; others get their own.
 */
export function handOnIds(
  templates: Template[],
  resolver: Resolver,
  vocabulary: Vocabulary,
  previous?: TemplateModel,
): void {
  const ids = new TemplateIds();
  for (const old of previous ? byCount(previous.templates) : []) {
    const words = Int32Array.from(old.words, (word) => vocabulary.find(word));
    const found = resolver.lookup({ words, flags: new Uint8Array(words.length) });
    if (found < 0) continue;
    const template = templates[found];
    if (template.id === '') {
      template.id = old.id;
      ids.take(old.id);
    } else {
      template.aliases.push(old.id);
    }
    template.aliases.push(...old.aliases);
  }
  for (const template of templates) {
    if (template.id === '') template.id = ids.idOf(template.words);
  }
}

function byCount(templates: readonly Template[]): Template[] {
  return templates
    .filter(({ id }) => id !== OTHER_ID && id !== OVERFLOW_ID)
    .sort((a, b) => b.count - a.count);
}
