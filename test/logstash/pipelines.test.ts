import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { estypes } from '@elastic/elasticsearch';
import type { ScoreResponse } from '../../common/api/score/schema';
import { readField } from '../../sidecar/pipeline/parse/document/read_field';
import { useElasticsearch } from '../integration/helpers/elasticsearch';
import type { SidecarProcess } from '../integration/helpers/sidecar';
import {
  describeWithLogstash,
  LogstashProcess,
  START_TIMEOUT_MS,
} from './helpers/logstash_process';
import { sendAsBeat } from './helpers/lumberjack';
import { sampleLines } from './helpers/sample_lines';
import { countLogs, logsWhere, ofFile, SERVER_LOGS, type LogDocument } from './helpers/server_logs';
import { startTrainedSidecar } from './helpers/trained_sidecar';
import {
  startUnreliableSidecar,
  type Behaviour,
  type UnreliableSidecar,
} from './helpers/unreliable_sidecar';

const PAUSE_SECONDS = 2;

const elasticsearch = useElasticsearch();

elasticsearch.describe('pipelines', () => {
  describeWithLogstash('in a real Logstash', () => {
    const { client } = elasticsearch;
    const samples = sampleLines(Date.now());
    let sidecar: SidecarProcess;
    let unreliable: UnreliableSidecar;
    let logstash: LogstashProcess;
    let beatsPort: number;

    const documents = (query: estypes.QueryDslQueryContainer, expected: number) =>
      logsWhere(client, logstash, query, expected);

    beforeAll(async () => {
      sidecar = await startTrainedSidecar(elasticsearch);
      unreliable = await startUnreliableSidecar(sidecar.url);
      beatsPort = await (await import('../../dev/java/ports.mjs')).freePort();
      logstash = await LogstashProcess.start({
        files: [
          '10-input-files',
          '10-input-beats',
          '20-lines',
          '30-fields',
          '50-score',
          '80-output-unparsed',
          '90-output-elasticsearch',
        ],
        env: {
          ELASTICSEARCH_HOST: elasticsearch.url,
          ANOMALIES_SIDECAR_URL: unreliable.url,
          ANOMALIES_PAUSE_SECONDS: String(PAUSE_SECONDS),
          BEATS_HOST: '127.0.0.1',
          BEATS_PORT: String(beatsPort),
        },
      });
      for (const { file, line } of samples) logstash.append(file, [line]);
      await logstash.waitUntil(async () => (await countLogs(client)) >= samples.length);
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

    test.each(samples.map((sample) => [sample.line, sample] as const))(
      'reads %s',
      async (line, { file, kind, time, fields }) => {
        const found = await documents(
          ofFile(file),
          samples.filter((it) => it.file === file).length,
        );
        const document = found.find(({ event, message }) =>
          event.original === undefined ? message === fields.message : event.original === line,
        );
        expect(document).toBeDefined();
        if (!document) return;
        for (const [field, value] of Object.entries(fields)) {
          expect([field, readField(document, field)]).toEqual([field, value]);
        }
        const at = String(document['@timestamp']);
        const failures = document.tags?.filter((tag) => tag.startsWith('_')) ?? [];
        expect(failures).toEqual(time === null ? expect.arrayContaining(['_unparsed']) : []);
        if (time !== null) expect(at).toBe(time);
        else expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(600_000);
        expect(kind === null || readField(document, 'event.dataset')).toBeTruthy();
      },
    );

    test('lines that no pattern reads are kept in a file, too', async () => {
      const unread = samples.filter(({ time }) => time === null);
      const folder = path.join(logstash.folder, 'unparsed');
      const kept = () =>
        readdirSync(folder)
          .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
          .map((json) => (JSON.parse(json) as LogDocument).event.original);
      await logstash.waitUntil(async () => kept().length >= unread.length);
      expect(kept().sort()).toEqual(unread.map(({ line }) => line).sort());
    });

    test('every line carries the score that the sidecar gives its document', async () => {
      const found = await documents({ match_all: {} }, samples.length);
      const lines = found.map(({ anomaly: _, ...document }) => document);
      const { body } = await sidecar.post<ScoreResponse>('/v1/score', { lines });
      found.forEach((document, i) => {
        const { model, threshold } = body;
        expect(document.anomaly).toEqual({ ...body.results[i], model, threshold });
      });
      expect(found.some(({ anomaly }) => (anomaly as { flagged: boolean }).flagged)).toBe(true);
      expect(await countLogs(client, { range: { 'anomaly.score': { gte: 0 } } })).toBe(
        samples.length,
      );
    });

    test('an event of Filebeat that is delivered twice is written once', async () => {
      const event = (offset: number) => ({
        '@timestamp': '2026-07-25T10:00:09.000Z',
        '@metadata': { beat: 'filebeat', type: '_doc', version: '8.12.2' },
        agent: { id: 'a1', type: 'filebeat' },
        host: { name: 'shop-2' },
        log: { offset, file: { path: '/var/log/beat.log' } },
        message: '2026-07-25 10:00:08 INFO the same line again and again',
      });
      const events = [event(0), event(54), event(108)];
      await sendAsBeat(beatsPort, events);
      await sendAsBeat(beatsPort, events);
      await sendAsBeat(beatsPort, [{ ...event(162), message: 'the last one' }]);
      await documents({ match_phrase: { message: 'the last one' } }, 1);
      const found = await documents({ match_phrase: { message: 'the same line again' } }, 3);
      expect(found[0]).toMatchObject({
        '@timestamp': '2026-07-25T10:00:08.000Z',
        host: { name: 'shop-2' },
        log: { level: 'info' },
      });
    });

    test('what Elasticsearch refuses is written as a bare line', async () => {
      const line = 'refused for the type of a field';
      await sendAsBeat(beatsPort, [
        {
          '@timestamp': '2026-07-25T10:00:10.000Z',
          '@metadata': { beat: 'filebeat', type: '_doc', version: '8.12.2' },
          host: { name: 'shop-2' },
          user: 'bob',
          message: line,
        },
      ]);
      const [document] = await documents({ match_phrase: { message: line } }, 1);
      expect(document.tags).toContain('_rejected');
      expect(document.user).toBeUndefined();
      expect(document).toMatchObject({ message: line, host: { name: 'shop-2' } });
      expect(readField(document, 'error.message')).toMatch(/user/);
    });

    test('a field of an unexpected kind stops nothing', async () => {
      await sendAsBeat(beatsPort, [
        {
          '@timestamp': '2026-07-25T10:00:10.000Z',
          '@metadata': { beat: 'filebeat', type: '_doc', version: '8.12.2' },
          log: 'a text',
          process: 'java',
          event: { dataset: ['x'] },
          message:
            'Jul 25 10:00:10 shop-2 sshd[7]: Failed password for eve from 192.0.2.1 port 1 ssh2',
        },
      ]);
      const [document] = await documents({ match_phrase: { message: 'eve' } }, 1);
      expect(document.message).toMatch(/Failed password for eve/);
    });

    test.each<[Behaviour, number]>([
      ['hang', 200],
      ['unavailable', 200],
      ['drop', 200],
      ['page', 20],
      ['no results', 20],
    ])(
      'while the sidecar answers with "%s", lines go on without a score',
      async (behaviour, lines) => {
        unreliable.behaviour = behaviour;
        const name = `apps/${behaviour.replace(' ', '-')}.log`;
        const startMs = performance.now();
        logstash.append(
          name,
          Array.from({ length: lines }, (_, i) => `2026-07-26 10:00:00 INFO ${behaviour} ${i}`),
        );
        const found = await documents(ofFile(path.basename(name)), lines);
        for (const document of found) {
          expect(document.anomaly).toBeUndefined();
          expect(document.tags).toEqual(['_anomaly_score_failed']);
        }
        // In one second an answer each, 200 lines of one worker would take more than three minutes.
        expect(performance.now() - startMs).toBeLessThan(100_000);
      },
    );

    test('once the sidecar answers again, lines are scored again', async () => {
      unreliable.behaviour = 'pass';
      await new Promise((resolve) => setTimeout(resolve, PAUSE_SECONDS * 1_000 + 500));
      logstash.append('apps/again.log', ['2026-07-26 10:00:00 INFO here again']);
      const [document] = await documents(ofFile('again.log'), 1);
      expect(readField(document, 'anomaly.score')).toEqual(expect.any(Number));
      expect(document.tags).toBeUndefined();
    });
  });
});
