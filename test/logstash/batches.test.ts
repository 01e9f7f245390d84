import { useElasticsearch } from '../integration/helpers/elasticsearch';
import type { SidecarProcess } from '../integration/helpers/sidecar';
import {
  describeWithLogstash,
  LogstashProcess,
  START_TIMEOUT_MS,
} from './helpers/logstash_process';
import { logsWhere, ofFile, SERVER_LOGS } from './helpers/server_logs';
import { startTrainedSidecar } from './helpers/trained_sidecar';
import {
  startUnreliableSidecar,
  type Behaviour,
  type UnreliableSidecar,
} from './helpers/unreliable_sidecar';

const LINES = 2_000;

const elasticsearch = useElasticsearch();

elasticsearch.describe('batches to the sidecar', () => {
  describeWithLogstash('from a real Logstash', () => {
    const { client } = elasticsearch;
    let sidecar: SidecarProcess;
    let unreliable: UnreliableSidecar;
    let logstash: LogstashProcess;

    beforeAll(async () => {
      sidecar = await startTrainedSidecar(elasticsearch, {
        ANOMALIES_INGEST_PREFIX: 'server-logs',
      });
      unreliable = await startUnreliableSidecar(sidecar.url);
      logstash = await LogstashProcess.start({
        files: [
          '10-input-files',
          '20-lines',
          '30-fields',
          '80-output-unparsed',
          '90-output-sidecar',
        ],
        env: { ELASTICSEARCH_HOST: elasticsearch.url, ANOMALIES_SIDECAR_URL: unreliable.url },
      });
    }, START_TIMEOUT_MS * 2);

    afterAll(async () => {
      await logstash?.stop();
      await unreliable?.stop();
      await sidecar?.stop();
      await elasticsearch.deleteIndices(SERVER_LOGS);
      await elasticsearch.deleteIndices('anomalies-*');
      await elasticsearch.deleteIndexTemplates('server-logs');
      await elasticsearch.deleteIndexTemplates('anomalies-*');
    }, START_TIMEOUT_MS);

    const numbered = (count: number, name: string) =>
      Array.from({ length: count }, (_, i) => `2026-07-26 10:00:00 INFO ${name} ${i}`);

    test('lines are scored and written', async () => {
      const before = unreliable.requests;
      logstash.append('apps/lines.log', numbered(LINES, 'line'));
      const found = await logsWhere(client, logstash, ofFile('lines.log'), LINES);
      expect(new Set(found.map(({ message }) => message)).size).toBe(LINES);
      for (const document of found) {
        expect(document).toMatchObject({
          '@timestamp': '2026-07-26T10:00:00.000Z',
          log: { level: 'info' },
          anomaly: { score: expect.any(Number), model: expect.any(String) },
        });
        expect(document.tags).toBeUndefined();
      }
      expect(unreliable.requests - before).toBeLessThan(LINES / 10);
    });

    test.each<Behaviour>(['unavailable', 'drop', 'lose the answer'])(
      'batches that meet with "%s" are sent again, and written once',
      async (behaviour) => {
        const name = behaviour.replaceAll(' ', '-');
        unreliable.behaviour = behaviour;
        const before = unreliable.requests;
        logstash.append(`apps/${name}.log`, numbered(300, behaviour));
        // A batch that was not taken the first time is on its way for the second.
        await logstash.waitUntil(async () => unreliable.requests >= before + 4);
        unreliable.behaviour = 'pass';
        const found = await logsWhere(client, logstash, ofFile(`${name}.log`), 300);
        expect(new Set(found.map(({ message }) => message)).size).toBe(300);
        for (const { anomaly } of found) expect(anomaly).toBeDefined();
      },
    );
  });
});
