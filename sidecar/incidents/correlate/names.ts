import type { Episode } from './episodes';

const WORD = /[A-Za-z][A-Za-z0-9._-]{2,80}/g;
const MAX_MESSAGE_CHARS = 1_000;
const MIN_NAME_CHARS = 4;

/** The hosts and services that there are, to be found in messages. */
export class Names {
  /** From a word to the context of the host or service that it names. */
  private readonly contexts = new Map<string, string>();

  constructor(episodes: Iterable<Episode>) {
    for (const { host, service } of episodes) {
      this.learn(host, `host:${host}`);
      this.learn(service, `service:${service}`);
    }
  }

  /** Contexts that a message names besides its own host and service. */
  namedBy({ host, service, lines }: Episode): string[] {
    const found = new Set<string>();
    for (const [word] of lines[0].message.slice(0, MAX_MESSAGE_CHARS).matchAll(WORD)) {
      // A sentence may end with a name.
      const context = this.contexts.get(word.toLowerCase().replace(/[.]+$/, ''));
      if (context !== undefined) found.add(context);
    }
    found.delete(`host:${host}`);
    found.delete(`service:${service}`);
    return [...found];
  }

  private learn(name: string, context: string): void {
    const word = name.toLowerCase();
    if (word.length < MIN_NAME_CHARS) return;
    this.contexts.set(word, context);
    // "payment gateway" speaks of payments.
    const singular = word.replace(/s$/, '');
    if (singular.length >= MIN_NAME_CHARS && !this.contexts.has(singular)) {
      this.contexts.set(singular, context);
    }
  }
}
