import type { Client } from '@elastic/elasticsearch';
import type { Preview } from '../../../common/api/sources/schema';
import { MAPPED_FIELDS, type MappedFieldName } from '../../../common/api/settings/schema';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import {
  asText,
  IDENTIFIER_FIELDS,
  readField,
  USUAL_FIELDS,
  type FieldMapping,
} from '../../pipeline/parse';

const MAX_AVAILABLE = 1_000;

const MAPPING_KEYS = {
  timestamp: 'timestamp',
  message: 'message',
  level: 'level',
  host: 'host',
  service: 'service',
  source_ip: 'sourceIp',
  session: 'session',
} as const satisfies Record<MappedFieldName, keyof FieldMapping>;

/** Where the fields of lines are found, as the parser looks for them. */
export class FieldFacts {
  private documents = 0;
  private readonly counts = new Map<MappedFieldName, Map<string, number>>();

  constructor(private readonly mapping: FieldMapping) {
    for (const field of MAPPED_FIELDS) this.counts.set(field, new Map());
  }

  add(document: object): void {
    this.documents++;
    for (const [field, counts] of this.counts) {
      const found = this.namesOf(field).find((name) => hasValue(readField(document, name)));
      if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
    }
  }

  facts(): Preview['fields'] {
    return [...this.counts].map(([field, counts]) => {
      const found = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const best = [...counts].sort(([, a], [, b]) => b - a).at(0);
      return {
        field,
        read_from: best?.[0] ?? null,
        named: this.mapping[MAPPING_KEYS[field]] !== undefined,
        missing: this.documents === 0 ? 0 : 1 - found / this.documents,
      };
    });
  }

  private namesOf(field: MappedFieldName): readonly string[] {
    const named = this.mapping[MAPPING_KEYS[field]];
    if (field === 'session') return named ?? IDENTIFIER_FIELDS;
    const usual = USUAL_FIELDS[field === 'source_ip' ? 'sourceIp' : field];
    if (!named) return usual;
    // A line whose named message is missing is read by the usual names.
    return field === 'message' ? [...named, ...usual] : named;
  }
}

function hasValue(value: unknown): boolean {
  return asText(value).trim() !== '';
}

/** Names of the fields that the indices have, in the order of the alphabet. */
export async function availableFields(
  client: Client,
  index: string,
  retry: RetryOptions,
): Promise<string[]> {
  const answer = await withRetry(
    () =>
      client.fieldCaps(
        {
          index,
          ignore_unavailable: true,
          allow_no_indices: true,
          fields: '*',
          filters: '-metadata,-parent,-multifield',
        },
        { signal: retry.signal },
      ),
    retry,
  );
  return Object.keys(answer.fields).sort().slice(0, MAX_AVAILABLE);
}
