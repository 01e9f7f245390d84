import { SchemaPrinter, type Schema } from '../../../../sidecar/api/schema_shape';

const host: Schema = {
  type: 'object',
  properties: { name: { type: 'string', minLength: 1, maxLength: 200 } },
  required: ['name'],
};

describe('SchemaPrinter', () => {
  it.each<[string, Schema, string]>([
    ['an integer as a number', { type: 'integer' }, 'number'],
    ['a choice of words', { enum: ['high', 'low'] }, '"high" | "low"'],
    ['what may be null', { anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
    ['several types', { type: ['string', 'null'] }, 'string | null'],
    ['a list', { type: 'array', items: { type: 'number' } }, 'number[]'],
    ['a list of a choice', { type: 'array', items: { enum: [1, 2] } }, '(1 | 2)[]'],
    [
      'an object of any names',
      { type: 'object', additionalProperties: { type: 'number' } },
      '{ [name: string]: number }',
    ],
    ['anything', {}, 'unknown'],
  ])('should write %s', (_what, schema, text) => {
    expect(new SchemaPrinter().print(schema, 1)).toBe(text);
  });

  it('should write fields with their bounds, defaults and whether they may be left out', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        lines: { type: 'array', items: { type: 'string', maxLength: 9 }, minItems: 1, maxItems: 5 },
        seed: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 1 },
        ratio: { type: 'number', exclusiveMinimum: 0 },
      },
      required: ['lines', 'seed'],
    };
    expect(new SchemaPrinter().print(schema, 1)).toBe(
      [
        '{',
        '  lines: string[]; // 1 to 5 of them, at most 9 characters each',
        '  seed?: number; // at least 0; default 1',
        '  ratio?: number; // more than 0',
        '}',
      ].join('\n'),
    );
  });

  it('should stop at its depth', () => {
    const outer: Schema = { type: 'object', properties: { host }, required: ['host'] };
    expect(new SchemaPrinter().print(outer, 1)).toBe('{\n  host: { … };\n}');
    expect(new SchemaPrinter().print(outer, 2)).toBe(
      '{\n  host: {\n    name: string; // 1 to 200 characters\n  };\n}',
    );
  });

  it('should call a named schema by its name, and write it out where asked to', () => {
    const printer = new SchemaPrinter({ Host: host });
    expect(printer.print({ type: 'array', items: host }, 3)).toBe('Host[]');
    expect(printer.printWhole(host, 1)).toBe('{\n  name: string; // 1 to 200 characters\n}');
  });
});
