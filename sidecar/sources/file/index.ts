export { InputError, inputLabel, toInputError } from './input_error';
export {
  emptyStats,
  readLineBatches,
  type LineBatch,
  type ReadOptions,
  type ReadStats,
} from './line_reader';
export { parseObject, readNdjsonBatches, type NdjsonFault, type NdjsonRow } from './ndjson_reader';
export { spool, type SpooledInput } from './spool';
