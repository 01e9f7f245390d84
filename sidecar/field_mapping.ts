import type { Config } from './config';
import { sourceFieldsOf, type FieldMapping } from './pipeline/parse';

/** The fields that the configuration names; those that it does not are detected. */
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
  return Object.fromEntries(Object.entries(named).filter(([, field]) => field !== undefined));
}

/** The field that periods are asked for on. */
export function timeField(config: Config): string {
  return config.fieldTimestamp ?? '@timestamp';
}

/** Fields of a document that the parser may look at; the rest of it stays in Elasticsearch. */
export function sourceFields(config: Config): string[] {
  return sourceFieldsOf(fieldMapping(config));
}
