import { createHash } from 'node:crypto';
import type { LineResult } from '../../common/api/score/schema';
import { indexDay } from '../../common/indices';
import { timeFault } from '../jobs/checks';
import { asText, readField } from '../pipeline/parse';

export const SCORE_FAILED_TAG = '_anomaly_score_failed';
export const UNPARSED_TAG = '_unparsed';
export const REJECTED_TAG = '_rejected';

/** Elasticsearch's own bound on an id, in bytes. */
const MAX_ID_BYTES = 512;

export type LogDocument = Record<string, unknown>;

/** Where a document goes. */
export interface Destination {
  id: string;
  index: string;
  document: LogDocument;
}

/** A score, and what it was given by. */
export interface DocumentScore {
  result: LineResult;
  model: string;
  threshold: number;
}

/**
 * The places of a batch's documents. A document keeps its id (`event.id`); one that has none gets it from the whole batch
 * and its place in it: the same batch sent again has the same ids, and two equal lines are still two.
 *
 * A document whose time cannot be used goes to the day of its arrival.
 */
export function destinationsOf(
  documents: readonly LogDocument[],
  prefix: string,
  nowMs: number,
): Destination[] {
  let batch: string | undefined;
  return documents.map((given, place) => {
    const own = asText(readField(given, 'event.id'));
    const hasOwn = own !== '' && Buffer.byteLength(own) <= MAX_ID_BYTES;
    if (!hasOwn) batch ??= digest(JSON.stringify(documents));
    const id = hasOwn ? own : digest(`${batch}/${place}`);
    const timeMs = Date.parse(asText(given['@timestamp']));
    const isUsable = timeFault({ timestampMs: timeMs }, nowMs) === null;
    const document = isUsable
      ? given
      : withTag({ ...given, '@timestamp': new Date(nowMs).toISOString() }, UNPARSED_TAG);
    return { id, index: `${prefix}-${indexDay(isUsable ? timeMs : nowMs)}`, document };
  });
}

/** The document with its score, or as it is with a tag where it has none. */
export function withScore(document: LogDocument, score: DocumentScore | null): LogDocument {
  if (!score) return withTag(document, SCORE_FAILED_TAG);
  const { result, model, threshold } = score;
  return { ...document, anomaly: { ...result, model, threshold } };
}

/** The line alone, in fields that every mapping of logs takes. */
export function bareDocument(document: LogDocument, id: string, reason: string): LogDocument {
  const host = asText(readField(document, 'host.name'));
  const original = asText(readField(document, 'event.original'));
  const message = asText(document.message, 'last') || original || JSON.stringify(document);
  return withTag(
    {
      '@timestamp': document['@timestamp'],
      message,
      event: { id, ...(original ? { original } : {}) },
      ...(host ? { host: { name: host } } : {}),
      error: { message: reason },
    },
    REJECTED_TAG,
  );
}

function withTag(document: LogDocument, tag: string): LogDocument {
  const { tags } = document;
  const known = Array.isArray(tags) ? (tags as unknown[]) : tags === undefined ? [] : [tags];
  return { ...document, tags: [...known, tag] };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
