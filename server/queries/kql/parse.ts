import { isIP } from 'node:net';
import { allOf, anyOf, type Query } from '../elasticsearch';
import { FIELD_NAMES, resolveField, type FieldType } from './fields';
import { QueryTextError, tokenize, type Token } from './tokens';

/** Deeper nesting is refused rather than handed to Elasticsearch. */
const MAX_DEPTH = 20;
const FREE_TEXT_KEYWORDS = ['host.name', 'service.name'];

/**
 * Reads the part of KQL that people type into a search bar: words and "phrases", `field : value`,
 * `field : (a or b)`, `field : *`, `score >= 50`, wildcards, and / or / not, parentheses. Words next
 * to each other must all be there.
 * @throws QueryTextError
 */
export function queryOfText(text: string): Query | undefined {
  const tokens = tokenize(text);
  if (tokens.length === 0) return undefined;
  const parser = new Parser(tokens);
  const query = parser.either(0);
  parser.end();
  return query;
}

class Parser {
  private next = 0;

  constructor(private readonly tokens: Token[]) {}

  either(depth: number): Query {
    if (depth > MAX_DEPTH) throw new QueryTextError('The search is nested too deeply.');
    const parts = [this.both(depth)];
    while (this.takeKeyword('or')) parts.push(this.both(depth));
    return parts.length === 1 ? parts[0] : anyOf(parts);
  }

  end(): void {
    const left = this.tokens[this.next];
    if (left)
      throw new QueryTextError(`"${left.text}" at character ${left.position + 1} is one too many.`);
  }

  private both(depth: number): Query {
    const parts = [this.negation(depth)];
    while (this.takeKeyword('and') || this.startsOperand()) parts.push(this.negation(depth));
    return parts.length === 1 ? parts[0] : allOf(...parts);
  }

  private negation(depth: number): Query {
    if (depth > MAX_DEPTH) throw new QueryTextError('The search is nested too deeply.');
    if (this.takeKeyword('not')) return { bool: { must_not: this.negation(depth + 1) } };
    return this.operand(depth);
  }

  private operand(depth: number): Query {
    if (this.takeSymbol('(')) {
      const inner = this.either(depth + 1);
      this.expectClosing();
      return inner;
    }
    const value = this.value();
    const operator = this.tokens[this.next];
    if (value.kind === 'word' && operator?.kind === 'symbol' && !'()'.includes(operator.text)) {
      this.next += 1;
      return this.comparison(value, operator.text);
    }
    return freeText(value);
  }

  private comparison(name: Token, operator: string): Query {
    const resolved = resolveField(name.text);
    if (!resolved) {
      throw new QueryTextError(
        `There is no field "${name.text}". Fields: ${FIELD_NAMES.join(', ')}.`,
      );
    }
    const { field, type } = resolved;
    if (operator !== ':') return rangeOf(field, type, operator, this.value());
    if (!this.takeSymbol('(')) return matchOf(field, type, this.value());
    const values = [matchOf(field, type, this.value())];
    while (this.takeKeyword('or')) values.push(matchOf(field, type, this.value()));
    this.expectClosing();
    return anyOf(values);
  }

  private value(): Exclude<Token, { kind: 'symbol' }> {
    const token = this.tokens[this.next];
    if (!token) throw new QueryTextError('The search breaks off: a value is missing at its end.');
    if (token.kind === 'symbol') {
      throw new QueryTextError(
        `A value is missing before "${token.text}" at character ${token.position + 1}.`,
      );
    }
    this.next += 1;
    return token;
  }

  private startsOperand(): boolean {
    const token = this.tokens[this.next];
    if (!token) return false;
    if (token.kind === 'symbol') return token.text === '(';
    return token.kind === 'quoted' || token.text.toLowerCase() !== 'or';
  }

  private takeKeyword(word: string): boolean {
    const token = this.tokens[this.next];
    const found = token?.kind === 'word' && token.text.toLowerCase() === word;
    if (found) this.next += 1;
    return found;
  }

  private takeSymbol(symbol: string): boolean {
    const token = this.tokens[this.next];
    const found = token?.kind === 'symbol' && token.text === symbol;
    if (found) this.next += 1;
    return found;
  }

  private expectClosing(): void {
    if (!this.takeSymbol(')')) throw new QueryTextError('A closing parenthesis is missing.');
  }
}

const hasWildcard = (token: Token) => token.kind === 'word' && /(?<!\\)\*/.test(token.text);

/** `*` is the only wildcard of KQL; `?` and escaped characters stand for themselves. */
const wildcardOf = (token: Token) => token.text.replace(/\?/g, '\\?');

const plain = (token: Token) =>
  token.kind === 'word' ? token.text.replace(/\\(.)/g, '$1') : token.text;

function freeText(token: Token): Query {
  if (token.text === '*') return { match_all: {} };
  const keywords = FREE_TEXT_KEYWORDS.map((field) =>
    hasWildcard(token) ? wildcard(field, token) : { term: { [field]: plain(token) } },
  );
  return anyOf([matchOf('message', 'text', token), ...keywords]);
}

const wildcard = (field: string, token: Token): Query => ({
  wildcard: { [field]: { value: wildcardOf(token), case_insensitive: true } },
});

function matchOf(field: string, type: FieldType, token: Token): Query {
  if (token.kind === 'word' && token.text === '*') return { exists: { field } };
  if (type === 'number') return { term: { [field]: numberOf(field, token) } };
  if (type === 'boolean') return { term: { [field]: booleanOf(field, token) } };
  if (type === 'ip') return { term: { [field]: addressOf(field, token) } };
  if (hasWildcard(token)) return wildcard(field, token);
  return type === 'text'
    ? { match_phrase: { [field]: plain(token) } }
    : { term: { [field]: { value: plain(token), case_insensitive: true } } };
}

const BOUNDS: Record<string, 'gt' | 'gte' | 'lt' | 'lte'> = {
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
};

function rangeOf(field: string, type: FieldType, operator: string, token: Token): Query {
  if (type !== 'number') {
    throw new QueryTextError(`"${field}" is not a number: use ":" instead of "${operator}".`);
  }
  return { range: { [field]: { [BOUNDS[operator]]: numberOf(field, token) } } };
}

function numberOf(field: string, token: Token): number {
  const value = Number(plain(token));
  if (Number.isFinite(value)) return value;
  throw new QueryTextError(`"${field}" is a number, "${token.text}" is not.`);
}

function booleanOf(field: string, token: Token): boolean {
  const value = plain(token).toLowerCase();
  if (value === 'true' || value === 'false') return value === 'true';
  throw new QueryTextError(`"${field}" is true or false, not "${token.text}".`);
}

function addressOf(field: string, token: Token): string {
  const value = plain(token);
  if (isIP(value.replace(/\/\d{1,3}$/, ''))) return value;
  throw new QueryTextError(
    `"${field}" is an address such as 192.0.2.7 or a net such as 192.0.2.0/24, not "${token.text}".`,
  );
}
