import { createHash } from 'node:crypto';

const ID_LENGTH = 12;
const MIN_WORDS = 3;

/**
 * Ids of templates: a hash of the constant words in order, so that the same template has the same id in
 * every process and model. Templates of fewer than three words are told apart by their values too.
 */
export class TemplateIds {
  private readonly taken = new Set<string>();

  /** The id of a template that has none yet; another than all those given before. */
  idOf(words: readonly string[]): string {
    const id = this.firstOf(words, () => true);
    this.taken.add(id);
    return id;
  }

  /** The first id for these words that is free, or whose holder does not block it. */
  firstOf(words: readonly string[], blocks: (id: string) => boolean): string {
    const constant = words.filter((word) => word !== '');
    const text =
      constant.length >= MIN_WORDS
        ? constant.join(' ')
        : words.map((word) => (word === '' ? '<*>' : word)).join(' ');
    for (let attempt = 0; ; attempt++) {
      const id = hash(attempt === 0 ? text : `${text}\u0000${attempt}`);
      if (!this.taken.has(id) || !blocks(id)) return id;
    }
  }

  /** Marks an id that was given before, as when a model is read back. */
  take(id: string): void {
    this.taken.add(id);
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, ID_LENGTH);
}
