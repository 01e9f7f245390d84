import type { Episode } from './episodes';

const WORD = /[A-Za-z][A-Za-z0-9._-]{2,80}/g;
const MAX_MESSAGE_CHARS = 1_000;
const MAX_NAMED = 4;
const MIN_NAME_CHARS = 4;

export interface Named {
  kind: 'host' | 'service';
  name: string;
}

/** The hosts and services that there are, to be found in messages. */
export class Names {
  /** By the words that stand for them. */
  private readonly byWord = new Map<string, Named>();

  constructor(episodes: Iterable<Episode>) {
    for (const { host, service } of episodes) {
      this.learn({ kind: 'host', name: host });
      this.learn({ kind: 'service', name: service });
    }
  }

  /** What the first message names besides its own host and service. */
  namedBy({ host, service, lines }: Episode): Named[] {
    const found = new Set<Named>();
    for (const [word] of lines[0].message.slice(0, MAX_MESSAGE_CHARS).matchAll(WORD)) {
      // A sentence may end with a name.
      const named = this.byWord.get(word.toLowerCase().replace(/\.+$/, ''));
      if (named && named.name !== host && named.name !== service) found.add(named);
      if (found.size === MAX_NAMED) break;
    }
    return [...found];
  }

  private learn(named: Named): void {
    const word = named.name.toLowerCase();
    if (word.length < MIN_NAME_CHARS || this.byWord.get(word)?.name === named.name) return;
    this.byWord.set(word, named);
    // "payment gateway" speaks of payments.
    const singular = word.replace(/s$/, '');
    if (singular.length >= MIN_NAME_CHARS && !this.byWord.has(singular)) {
      this.byWord.set(singular, named);
    }
  }
}
