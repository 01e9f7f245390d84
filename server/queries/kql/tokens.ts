export type Token =
  | { kind: 'word'; text: string; position: number }
  | { kind: 'quoted'; text: string; position: number }
  | { kind: 'symbol'; text: '(' | ')' | ':' | '<' | '<=' | '>' | '>='; position: number };

/** What is wrong with a search, for the person who typed it. */
export class QueryTextError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'QueryTextError';
  }
}

const SYMBOL = /^(?:<=|>=|[():<>])/;
const WORD = /^(?:\\.|[^\s():<>"\\])+/;
const QUOTED = /^"((?:\\.|[^"\\])*)"/;

const unescape = (text: string) => text.replace(/\\(.)/g, '$1');

/** Splits a search into words, quoted phrases and symbols. @throws QueryTextError */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const rest = text.slice(position);
    const space = /^\s+/.exec(rest);
    if (space) {
      position += space[0].length;
      continue;
    }
    const [token, length] = tokenAt(rest, position);
    tokens.push(token);
    position += length;
  }
  return tokens;
}

function tokenAt(rest: string, position: number): [Token, number] {
  const symbol = SYMBOL.exec(rest)?.[0];
  if (symbol) return [{ kind: 'symbol', text: symbol as '(', position }, symbol.length];
  const quoted = QUOTED.exec(rest);
  if (quoted) return [{ kind: 'quoted', text: unescape(quoted[1]), position }, quoted[0].length];
  const word = WORD.exec(rest)?.[0];
  if (word) return [{ kind: 'word', text: word, position }, word.length];
  throw new QueryTextError(
    rest.startsWith('"')
      ? `The quotation mark at character ${position + 1} is not closed.`
      : `The character ${position + 1} ("${rest[0]}") is not understood.`,
  );
}
