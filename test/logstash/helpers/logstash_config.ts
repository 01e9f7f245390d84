/** A plugin of a pipeline file with its options, as far as they are written there. */
export interface Plugin {
  section: string;
  name: string;
  options: Record<string, Value>;
}

export type Value = string | Value[] | { entries: [Value, Value][] };

/**
 * Reads a Logstash pipeline file: sections, conditions, plugins and their options. Conditions are checked for their
 * balance only.
 * @throws Error with the line of what cannot be read
 */
export function parseLogstashConfig(text: string): Plugin[] {
  return new Parser(text).parse();
}

const TOKEN =
  /\s+|#.*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|=>|=~|!~|==|!=|<=|>=|[{}[\](),<>!]|\/(?:\\.|[^/\\\n])+\/|[\w@.+-]+/y;

interface Token {
  text: string;
  line: number;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`line ${line}: cannot read ${text.slice(start, start + 20)}`);
    if (!/^(?:\s|#)/.test(match[0])) tokens.push({ text: match[0], line });
    line += match[0].split('\n').length - 1;
  }
  return tokens;
}

class Parser {
  private readonly tokens: Token[];
  private next = 0;
  private readonly plugins: Plugin[] = [];

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  parse(): Plugin[] {
    while (this.next < this.tokens.length) {
      const section = this.take();
      if (!['input', 'filter', 'output'].includes(section)) this.fail(`no section: ${section}`);
      this.expect('{');
      this.block(section);
    }
    return this.plugins;
  }

  /** What stands in braces: plugins and conditions; the closing brace is taken. */
  private block(section: string): void {
    for (let name = this.take(); name !== '}'; name = this.take()) {
      if (name === 'if' || name === 'else') {
        while (this.peek() !== '{') this.take();
        this.expect('{');
        this.block(section);
        continue;
      }
      if (!/^[a-z]\w*$/.test(name)) this.fail(`no plugin: ${name}`);
      this.expect('{');
      this.plugins.push({ section, name, options: this.options() });
    }
  }

  private options(): Record<string, Value> {
    const options: Record<string, Value> = {};
    for (let name = this.take(); name !== '}'; name = this.take()) {
      if (name in options) this.fail(`${name} stands there twice`);
      this.expect('=>');
      options[name] = this.value();
    }
    return options;
  }

  private value(): Value {
    const text = this.take();
    if (text === '[') return this.list();
    if (text === '{') return this.hash();
    if (/^["']/.test(text)) return text.slice(1, -1);
    if (/^[\w.+-]+$/.test(text)) {
      // codec => multiline { … }
      if (this.peek() !== '{') return text;
      this.take();
      return { entries: Object.entries(this.options()) };
    }
    return this.fail(`no value: ${text}`);
  }

  private list(): Value[] {
    const values: Value[] = [];
    while (this.peek() !== ']') {
      values.push(this.value());
      if (this.peek() === ',') this.take();
    }
    this.take();
    return values;
  }

  private hash(): Value {
    const entries: [Value, Value][] = [];
    while (this.peek() !== '}') {
      const key = this.value();
      this.expect('=>');
      entries.push([key, this.value()]);
    }
    this.take();
    return { entries };
  }

  private peek(): string {
    return this.tokens.at(this.next)?.text ?? this.fail('the file ends too early');
  }

  private take(): string {
    const text = this.peek();
    this.next++;
    return text;
  }

  private expect(text: string): void {
    const found = this.take();
    if (found !== text) this.fail(`expected ${text}, found ${found}`);
  }

  private fail(message: string): never {
    const token = this.tokens.at(Math.max(0, this.next - 1));
    throw new Error(`line ${token?.line ?? 0}: ${message}`);
  }
}

/** Every text in a value, keys included. */
export function textsOf(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return value.entries.flatMap(([key, inner]) => [...textsOf(key), ...textsOf(inner)]);
}
