export { UNIT_KINDS, type UnitKind, type UnitOptions } from './options';
export { parseSessionKey, SessionKey } from './session_key';
export type { SessionLines, TrainedSessions } from './trained_sessions';
export type { TrainedWindows } from './trained_windows';
export { UnitTraining, TrainedUnits, type UnitInfo } from './trained_units';
export { streamKeyOf } from './unit_lines';
export type { UnitVerdict } from './unit_verdict';
export { UnitTracker, type FoundUnit, type LineRef } from './unit_tracker';
export { windowStartOf, type WindowCounts } from './windows';
