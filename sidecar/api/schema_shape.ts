/** The parts of JSON Schema that the schemas of the API are made of. */
export interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  default?: unknown;
  description?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** Writes schemas as TypeScript writes types, with their bounds as comments. */
export class SchemaPrinter {
  private readonly names: ReadonlyMap<string, string>;

  /** @param named schemas that are called by a name wherever they stand within others */
  constructor(named: Readonly<Record<string, Schema>> = {}) {
    this.names = new Map(Object.entries(named).map(([name, it]) => [JSON.stringify(it), name]));
  }

  /** @param depth how many objects within each other are shown */
  print(schema: Schema, depth: number, indent = ''): string {
    return this.names.get(JSON.stringify(schema)) ?? this.printWhole(schema, depth, indent);
  }

  /** As {@link print}, but a named schema too is written out. */
  printWhole(schema: Schema, depth: number, indent = ''): string {
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) {
      return [...new Set(choices.map((choice) => this.print(choice, depth, indent)))].join(' | ');
    }
    if ('const' in schema) return JSON.stringify(schema.const);
    if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
    if (Array.isArray(schema.type)) return schema.type.join(' | ');
    switch (schema.type) {
      case 'object':
        return this.printObject(schema, depth, indent);
      case 'array':
        return this.printArray(schema.items, depth, indent);
      case 'integer':
        return 'number';
      case undefined:
        return 'unknown';
      default:
        return schema.type;
    }
  }

  /** In a sentence. */
  inWords(schema: Schema): string {
    return [`\`${this.print(schema, 0)}\``, boundsOf(schema), defaultOf(schema)]
      .filter((part) => part !== '')
      .join(', ');
  }

  private printArray(items: Schema | undefined, depth: number, indent: string): string {
    if (!items) return 'unknown[]';
    const item = this.print(items, depth, indent);
    const isChoice = items.anyOf ?? items.oneOf ?? items.enum ?? Array.isArray(items.type);
    return isChoice ? `(${item})[]` : `${item}[]`;
  }

  private printObject(
    { properties = {}, required = [], additionalProperties }: Schema,
    depth: number,
    indent: string,
  ): string {
    const names = Object.keys(properties);
    if (names.length === 0) {
      const values = typeof additionalProperties === 'object' ? additionalProperties : null;
      return values ? `{ [name: string]: ${this.print(values, depth, indent)} }` : '{}';
    }
    if (depth === 0) return '{ … }';
    const inner = `${indent}  `;
    const lines = names.map((name) => {
      const property = properties[name];
      const isOptional = !required.includes(name) || 'default' in property;
      const notes = [boundsOf(property), defaultOf(property)].filter((note) => note !== '');
      const comment = notes.length === 0 ? '' : ` // ${notes.join('; ')}`;
      return `${inner}${name}${isOptional ? '?' : ''}: ${this.print(property, depth - 1, inner)};${comment}`;
    });
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
}

function defaultOf(schema: Schema): string {
  return 'default' in schema ? `default ${JSON.stringify(schema.default)}` : '';
}

function boundsOf(schema: Schema): string {
  const { items } = schema;
  return [
    range(schema.minItems, schema.maxItems, 'of them'),
    range(schema.minLength, schema.maxLength, 'characters'),
    schema.exclusiveMinimum === undefined ? '' : `more than ${schema.exclusiveMinimum}`,
    range(schema.minimum, schema.maximum, ''),
    items ? range(items.minLength, items.maxLength, 'characters each') : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** JSON Schema says of every integer that it is a safe one; that is no bound worth a word. */
function range(least: number | undefined, most: number | undefined, unit: string): string {
  const from = least === undefined || least <= Number.MIN_SAFE_INTEGER ? undefined : least;
  const to = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
  const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 6 });
  const text =
    from !== undefined && to !== undefined
      ? `${number(from)} to ${number(to)}`
      : from !== undefined
        ? `at least ${number(from)}`
        : to !== undefined
          ? `at most ${number(to)}`
          : '';
  return text === '' || unit === '' ? text : `${text} ${unit}`;
}
