import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createIntl } from 'react-intl';
import ts from 'typescript';

const root = join(__dirname, '../../..');

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(path) ? [path] : [];
  });
}

/** Every id with its English text, from `i18n.translate(…)` and `<FormattedMessage … />`. */
function messagesOf(path: string): [string, string][] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    kind,
  );
  const found: [string, string][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'i18n.translate') {
      const [id, options] = node.arguments;
      const text = (options as ts.ObjectLiteralExpression).properties
        .filter(ts.isPropertyAssignment)
        .find(({ name }) => name.getText() === 'defaultMessage')?.initializer;
      found.push([(id as ts.StringLiteral).text, (text as ts.StringLiteral).text]);
    }
    if (ts.isJsxSelfClosingElement(node) && node.tagName.getText() === 'FormattedMessage') {
      const attributes = new Map(
        node.attributes.properties
          .filter(ts.isJsxAttribute)
          .map(({ name, initializer }) => [name.getText(), (initializer as ts.StringLiteral).text]),
      );
      found.push([attributes.get('id') ?? '', attributes.get('defaultMessage') ?? '']);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const used = sourceFiles(join(root, 'public')).flatMap(messagesOf);
const english = new Map(used);
const german = JSON.parse(readFileSync(join(root, 'translations/de.json'), 'utf8')) as {
  formats?: object;
  messages: Record<string, string>;
};

/** Names of a message's values: `{name}` or `{name, plural, …}`. */
const valuesOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort();

describe('translations', () => {
  it('should have an id with the prefix of the plugin for every text', () => {
    expect(used.length).toBeGreaterThan(100);
    expect(used.map(([id]) => id).filter((id) => !id.startsWith('anomalies.'))).toEqual([]);
  });

  it('should not use one id for two texts', () => {
    expect(used.filter(([id, text]) => english.get(id) !== text)).toEqual([]);
  });

  it('should be in German, all of them and nothing else', () => {
    expect(Object.keys(german.messages).sort()).toEqual([...english.keys()].sort());
  });

  it('should say nothing of formats, since empty ones keep Kibana from starting', () => {
    expect(german).not.toHaveProperty('formats');
  });

  it('should name the same values in both languages', () => {
    for (const [id, text] of english) {
      expect({ id, values: valuesOf(german.messages[id]) }).toEqual({ id, values: valuesOf(text) });
    }
  });

  it('should be messages that can be formatted', () => {
    const intl = createIntl({
      locale: 'de',
      messages: german.messages,
      onError(error) {
        throw error;
      },
    });
    for (const [id, text] of english) {
      const values = Object.fromEntries(valuesOf(text).map((name) => [name, 2]));
      expect(intl.formatMessage({ id, defaultMessage: text }, values)).not.toContain('{');
    }
  });
});
