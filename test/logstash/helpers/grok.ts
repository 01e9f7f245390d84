/**
 * Grok in JavaScript, for the patterns of this project: they use nothing that the two kinds of expressions read
 * differently, but for the two spellings that are put right here.
 */
export class Grok {
  private constructor(private readonly patterns: ReadonlyMap<string, string>) {}

  /** @param text a file of patterns: a name, a blank and the pattern a line */
  static parse(text: string): Grok {
    const patterns = new Map<string, string>();
    for (const line of text.split('\n')) {
      if (line.trim() === '' || line.startsWith('#')) continue;
      const [, name, pattern] = /^(\w+) (.*)$/.exec(line) ?? [];
      if (!name) throw new Error(`no pattern: ${line}`);
      if (patterns.has(name)) throw new Error(`${name} stands there twice`);
      patterns.set(name, pattern);
    }
    return new Grok(patterns);
  }

  get names(): string[] {
    return [...this.patterns.keys()];
  }

  /** Names of patterns that a pattern uses, those that they use included. @throws Error for one that is not there */
  uses(pattern: string): string[] {
    return [...pattern.matchAll(/%\{(\w+)/g)].flatMap(([, name]) => [
      name,
      ...this.uses(this.of(name)),
    ]);
  }

  /** The fields that a pattern sets, numbers as such; null where it does not match. */
  match(pattern: string, line: string): Record<string, string | number> | null {
    const fields: { field: string; isNumber: boolean }[] = [];
    const isDotAll = pattern.includes('(?m)');
    const source = this.expand(pattern.replace('(?m)', ''), fields);
    const found = new RegExp(source, isDotAll ? 's' : '').exec(line);
    if (!found) return null;
    const values: Record<string, string | number> = {};
    fields.forEach(({ field, isNumber }, i) => {
      const value = found.groups?.[`f${i}`];
      if (value !== undefined && value !== '') values[field] = isNumber ? Number(value) : value;
    });
    return values;
  }

  private expand(pattern: string, fields: { field: string; isNumber: boolean }[]): string {
    return pattern
      .replace(
        /%\{(\w+)(?::([^}:]+))?(?::(\w+))?\}/g,
        (_, name: string, field?: string, type?: string) => {
          if (!field) return `(?:${this.expand(this.of(name), fields)})`;
          const index = fields.push({ field: dotted(field), isNumber: type === 'int' }) - 1;
          return `(?<f${index}>${this.expand(this.of(name), fields)})`;
        },
      )
      .replace(
        /\(\?i:([^)]*)\)/g,
        (_, words: string) => `(?:${words.replace(/[a-z]/g, eitherCase)})`,
      );
  }

  private of(name: string): string {
    const pattern = this.patterns.get(name);
    if (pattern === undefined) throw new Error(`There is no pattern ${name}`);
    return pattern;
  }
}

const eitherCase = (letter: string) => `[${letter}${letter.toUpperCase()}]`;

/** `[log][level]` as `log.level`. */
export function dotted(field: string): string {
  return field.startsWith('[') ? field.slice(1, -1).replaceAll('][', '.') : field;
}
