import { useElasticsearch } from '../integration/helpers/elasticsearch';
import { useKafka } from '../integration/helpers/kafka';
import {
  describeWithLogstash,
  LogstashProcess,
  START_TIMEOUT_MS,
} from './helpers/logstash_process';
import { countLogs, logsWhere, SERVER_LOGS } from './helpers/server_logs';

const TOPIC = 'server-logs';
const FILES = ['10-input-kafka', '20-lines', '30-fields', '90-output-elasticsearch'];

const elasticsearch = useElasticsearch();

elasticsearch.describe('lines in Kafka', () => {
  describeWithLogstash('read by a real Logstash', () => {
    const { client } = elasticsearch;
    const kafka = useKafka();
    const raw = Array.from({ length: 50 }, (_, i) => `2026-07-26 10:00:00 INFO raw ${i % 10}`);
    const ofBeat = JSON.stringify({
      '@timestamp': '2026-07-26T10:00:05.000Z',
      agent: { id: 'a1', type: 'filebeat' },
      host: { name: 'shop-3' },
      log: { offset: 7, file: { path: '/var/log/beat.log' } },
      message: '2026-07-26 10:00:01 ERROR of a Beat',
    });
    const json =
      '{"@timestamp":"2026-07-26T10:00:02Z","level":"warn","message":"of an application"}';
    let logstash: LogstashProcess;

    const start = (group: string) =>
      LogstashProcess.start({
        files: FILES,
        env: {
          ELASTICSEARCH_HOST: elasticsearch.url,
          KAFKA_BROKERS: kafka.broker,
          KAFKA_TOPIC: TOPIC,
          KAFKA_GROUP: group,
        },
      });

    beforeAll(async () => {
      await kafka.createTopic(TOPIC, 2);
      await kafka.produce(
        TOPIC,
        [...raw, ofBeat, json].map((value) => ({ value })),
      );
      logstash = await start('first');
    }, START_TIMEOUT_MS * 2);

    afterAll(async () => {
      await logstash?.stop();
      await elasticsearch.deleteIndices(SERVER_LOGS);
      await elasticsearch.deleteIndexTemplates('server-logs');
    }, START_TIMEOUT_MS);

    test('each is written, raw or as a Beat wrote it', async () => {
      const found = await logsWhere(client, logstash, { match_all: {} }, raw.length + 2);
      const messages = found.map(({ message }) => message);
      expect(messages.filter((it) => it === 'raw 3')).toHaveLength(5);
      expect(found.find(({ message }) => message === 'of a Beat')).toMatchObject({
        '@timestamp': '2026-07-26T10:00:01.000Z',
        host: { name: 'shop-3' },
        log: { level: 'error', file: { path: '/var/log/beat.log' } },
      });
      expect(found.find(({ message }) => message === 'of an application')).toMatchObject({
        '@timestamp': '2026-07-26T10:00:02.000Z',
        log: { level: 'warn' },
        event: { dataset: 'app.json' },
      });
    });

    test(
      'a topic that is read anew writes nothing twice',
      async () => {
        await logstash.stop();
        logstash = await start('second');
        await kafka.produce(TOPIC, [{ value: '2026-07-26 10:00:09 INFO the end', partition: 0 }]);
        await kafka.produce(TOPIC, [{ value: '2026-07-26 10:00:09 INFO the end', partition: 1 }]);
        await logsWhere(client, logstash, { match_phrase: { message: 'the end' } }, 2);
        expect(await countLogs(client)).toBe(raw.length + 4);
      },
      START_TIMEOUT_MS,
    );
  });
});
