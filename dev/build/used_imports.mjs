import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * The names that the sources under `folders` import from `module` as values, sorted.
 * @throws Error if one imports the whole module, as then no name can be left out.
 */
export function usedImports(folders, module) {
  const names = new Set();
  for (const folder of folders) {
    for (const file of typescriptFiles(folder)) {
      for (const name of importedNames(file, module)) names.add(name);
    }
  }
  return [...names].sort();
}

const typescriptFiles = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => /(?<!\.d)\.tsx?$/.test(file))
    .map((file) => join(folder, file));

function importedNames(file, module) {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(module)) return [];
  return ts
    .createSourceFile(file, text, ts.ScriptTarget.Latest)
    .statements.filter(
      (statement) =>
        ts.isImportDeclaration(statement) && statement.moduleSpecifier.text === module,
    )
    .flatMap(({ importClause }) => {
      if (!importClause || importClause.isTypeOnly) return [];
      const { name, namedBindings } = importClause;
      if (name || !namedBindings || !ts.isNamedImports(namedBindings)) {
        throw new Error(`${file}: import the parts of "${module}" by name.`);
      }
      return namedBindings.elements
        .filter(({ isTypeOnly }) => !isTypeOnly)
        .map((element) => (element.propertyName ?? element.name).text);
    });
}
