import { idsOfSpace, savedObjects, type SavedObjectInput } from '../../server/saved_objects';

/** The forms that the objects are written in: those of Kibana 8.10, which newer ones take and bring up to date. */
const CORE_VERSION = '8.8.0';
const TYPE_VERSIONS: Record<SavedObjectInput['type'], string> = {
  'index-pattern': '8.0.0',
  lens: '8.9.0',
  search: '8.0.0',
  dashboard: '8.9.0',
};

/** What Kibana's own export would give for the installed objects: one a line, and a line that sums up. */
export function savedObjectsNdjson(): string {
  const objects = savedObjects(idsOfSpace('default')).map((object) => ({
    ...object,
    coreMigrationVersion: CORE_VERSION,
    typeMigrationVersion: TYPE_VERSIONS[object.type],
    managed: false,
  }));
  const summary = {
    exportedCount: objects.length,
    excludedObjects: [],
    excludedObjectsCount: 0,
    missingRefCount: 0,
    missingReferences: [],
  };
  return [...objects, summary].map((line) => `${JSON.stringify(line)}\n`).join('');
}
