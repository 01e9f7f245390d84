import type { Config } from './config';
import { sourceFieldsOf, type FieldMapping } from './pipeline/parse';

/** The fields that the configuration names, the first that a line has; those that it does not are detected. */
export function fieldMapping(config: Config): FieldMapping {
  const named = {
    timestamp: config.fieldTimestamp,
    message: config.fieldMessage,
    level: config.fieldLevel,
    host: config.fieldHost,
    service: config.fieldService,
    sourceIp: config.fieldSourceIp,
    session: config.fieldSession,
  };
  const lists = Object.entries(named).map(([field, names]) => [field, fieldNames(names)] as const);
  return Object.fromEntries(lists.filter(([, names]) => names.length > 0));
}

/** The names of an option that parts them by commas. */
export function fieldNames(names: string | undefined): string[] {
  return (names ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The field that periods are asked for on. */
export function timeField(config: Config): string {
  return config.fieldTimestamp ?? '@timestamp';
}

/** Fields of a document that the parser may look at; the rest of it stays in Elasticsearch. */
export function sourceFields(config: Config): string[] {
  return sourceFieldsOf(fieldMapping(config));
}
