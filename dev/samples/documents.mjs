// @ts-check
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { createSyslogParser, parseApacheLine } from './parse.mjs';

/** @typedef {import('./parse.mjs').SampleLine} SampleLine */
/** @typedef {{ id: string, index: string, atMs: number, document: Record<string, unknown> }} SampleDocument */

/**
 * How many lines at the end of each log are for the live replay. Those of auth.log begin an hour
 * before the last big attack.
 */
export const HELD_BACK_LINES = { apache: 1350, auth: 150 };

// Any year would do: only the distances matter.
const AUTH_LOG_START_YEAR = 2017;
export const DEFAULT_INDEX_PREFIX = 'server-logs';

/**
 * Reads both logs.
 *
 * @returns {Promise<{ apache: SampleLine[], auth: SampleLine[] }>} each in the order of time
 */
export async function readSampleLogs() {
  const parseAuthLine = createSyslogParser(AUTH_LOG_START_YEAR);
  return {
    apache: (await readLines('apache_access.log.gz')).map((raw, i) => parseApacheLine(raw, i + 1)).sort(byTime),
    auth: (await readLines('auth.log.gz')).map((raw, i) => parseAuthLine(raw, i + 1)).sort(byTime),
  };
}

/**
 * The documents of both logs without the part that is held back for the live replay, in the order
 * of time, shifted so that both end at `now`.
 *
 * @param {object} [options]
 * @param {Date} [options.now]
 * @param {string} [options.indexPrefix] the indices are `PREFIX-YYYY.MM.dd`
 * @returns {Promise<SampleDocument[]>}
 */
export async function sampleDocuments({ now = new Date(), indexPrefix = DEFAULT_INDEX_PREFIX } = {}) {
  const logs = await readSampleLogs();
  // Log lines are stamped in whole seconds.
  const endMs = Math.floor(now.getTime() / 1000) * 1000;
  return [
    ...shifted(logs.apache.slice(0, -HELD_BACK_LINES.apache), endMs, indexPrefix),
    ...shifted(logs.auth.slice(0, -HELD_BACK_LINES.auth), endMs, indexPrefix),
  ].sort((a, b) => a.atMs - b.atMs);
}

/**
 * @param {SampleLine} line
 * @param {number} atMs
 * @param {string} indexPrefix
 * @returns {SampleDocument}
 */
export function documentAt(line, atMs, indexPrefix) {
  const day = new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '.');
  return { id: line.id, index: `${indexPrefix}-${day}`, atMs, document: line.toDocument(atMs) };
}

/**
 * @param {SampleLine[]} lines
 * @param {number} endMs
 * @param {string} indexPrefix
 */
function shifted(lines, endMs, indexPrefix) {
  const shiftMs = endMs - lines[lines.length - 1].originalMs;
  return lines.map((line) => documentAt(line, line.originalMs + shiftMs, indexPrefix));
}

/**
 * @param {string} name
 * @returns {Promise<string[]>}
 */
async function readLines(name) {
  const content = await promisify(gunzip)(await readFile(new URL(name, import.meta.url)));
  return content.toString('utf8').trimEnd().split('\n');
}

/**
 * @param {SampleLine} a
 * @param {SampleLine} b
 */
function byTime(a, b) {
  return a.originalMs - b.originalMs;
}
