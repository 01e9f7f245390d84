import type { Client } from '@elastic/elasticsearch';
import { anomaliesIndexOf, rollupIndexOf } from '../../../common/indices';
import { severityOf } from '../../../common/severity';
import { installIndices } from '../../../sidecar/sinks/elasticsearch/index_templates';
import type { StoredAnomaly } from '../../../sidecar/sinks/elasticsearch/documents';

export const MODEL = 'server-logs-v1';

/** What makes one made-up anomaly differ from another. */
export interface MadeAnomaly {
  timeMs: number;
  score: number;
  host?: string;
  service?: string;
  template?: string;
  message?: string;
  detector?: string;
  more?: Partial<StoredAnomaly['anomaly']>;
}

/** A stored anomaly as the sidecar writes it. */
export function anomalyDocument(made: MadeAnomaly, id: string): StoredAnomaly {
  const { timeMs, score, host = 'web-1', service = 'sshd', template = 't1' } = made;
  const time = new Date(timeMs).toISOString();
  return {
    '@timestamp': time,
    message: made.message ?? `line ${id} of ${template}`,
    log: { level: 'unknown' },
    host: { name: host },
    service: { name: service },
    source: { index: 'server-logs-test', id },
    event: { ingested: time },
    anomaly: {
      score,
      severity: severityOf(score),
      model: MODEL,
      detectors: { rarity: score },
      template: { id: template, text: `line <number> of ${template}`, is_new: false },
      reasons: [
        {
          detector: made.detector ?? 'rarity',
          kind: 'rare_pattern',
          text: `pattern ${template} is rare`,
          contribution: score,
          typical: 'never',
          actual: 'once',
        },
      ],
      suppressed: false,
      ...made.more,
    },
    origin: { run: 'follow', index_uuid: 'u', shard: 0, seq_no: 0 },
  };
}

const BATCH = 5_000;

/**
 * Writes anomalies under ids from 0 on, and a rollup for every hour that has one, so that the screens know which model
 * scored it.
 */
export async function addAnomalies(
  client: Client,
  count: number,
  make: (i: number) => MadeAnomaly,
) {
  await installIndices(client, { giveUpAfterMs: 10_000 });
  const hours = new Set<number>();
  for (let start = 0; start < count; start += BATCH) {
    const size = Math.min(BATCH, count - start);
    const operations = Array.from({ length: size }, (_, offset) => {
      const id = String(start + offset);
      const made = make(start + offset);
      hours.add(Math.floor(made.timeMs / 3_600_000) * 3_600_000);
      return [
        { index: { _index: anomaliesIndexOf(made.timeMs), _id: id } },
        anomalyDocument(made, id),
      ];
    }).flat();
    await bulk(client, operations);
  }
  await bulk(
    client,
    [...hours].flatMap((hourMs) => [
      { index: { _index: rollupIndexOf(hourMs) } },
      {
        '@timestamp': new Date(hourMs).toISOString(),
        host: { name: 'web-1' },
        service: { name: 'sshd' },
        rollup: { model: MODEL, lines: 1_000, flagged: 0, max_score: 0 },
      },
    ]),
  );
  await client.indices.refresh({ index: 'anomalies-*' });
}

async function bulk(client: Client, operations: object[]): Promise<void> {
  const answer = await client.bulk({ operations });
  const failed = answer.items.find(({ index }) => index?.error);
  if (failed) throw new Error(JSON.stringify(failed.index?.error));
}
