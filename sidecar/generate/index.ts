export { DEFAULT_START_MS, generateLogs, type GenerateOptions } from './generator';
export {
  ANOMALY_KINDS,
  LOG_FORMATS,
  type AnomalyKind,
  type GeneratedLine,
  type LogFormat,
} from './types';
