import type { LogEvent } from './parse/log_event';

/** Lines of one service share a header, which the templates learn by this key. */
export const sourceKeyOf = (event: LogEvent): string => event.service;
