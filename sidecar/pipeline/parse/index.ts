export type { LogEvent } from './log_event';
export { levelOfHttpStatus, levelOfSyslogSeverity, levelOfWord } from './log_level';
export { LineParser, type LineParserOptions } from './line/line_parser';
export {
  IDENTIFIER_FIELDS,
  sourceFieldsOf,
  USUAL_FIELDS,
  type FieldMapping,
} from './document/field_mapping';
export { asText, readField } from './document/read_field';
export { parseDocument, type ParsedDocument, type SkipReason } from './document/parse_document';
