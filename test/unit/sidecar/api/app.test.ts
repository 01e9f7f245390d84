import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { createApp } from '../../../../sidecar/app';
import { problemSchema } from '../../../../common/api/problem';
import {
  analyzeResponseSchema,
  predictResponseSchema,
} from '../../../../common/api/classic/schema';
import { modelListSchema } from '../../../../common/api/models/schema';
import { scoreResponseSchema } from '../../../../common/api/score/schema';
import { statusSchema } from '../../../../common/api/status/schema';
import { loadConfig } from '../../../../sidecar/config';
import { createLogger } from '../../../../sidecar/logger';
import { Sidecar } from '../../../../sidecar/sidecar';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const KEYS = ['first-key-of-the-test', 'second-key-of-the-test'];

const lines = Array.from({ length: 400 }, (_, i) => {
  const time = new Date(Date.UTC(2023, 6, 25, 10, 0, i)).toISOString().slice(0, 19);
  return `${time.replace('T', ' ')} INFO request ${i} served in ${10 + (i % 7)} ms`;
});
const strange = '2023-07-25 10:10:00 FATAL kernel panic: attempted to kill init';

describe('the application without Elasticsearch', () => {
  let dir: string;
  let server: Server;

  async function startApp(env: Record<string, string> = {}): Promise<Server> {
    const config = loadConfig({
      ELASTICSEARCH_URL: 'none',
      ANOMALIES_MODEL_DIR: dir,
      ANOMALIES_MAX_BODY_BYTES: '100000',
      ...env,
    });
    const sidecar = new Sidecar(config, createLogger('silent'));
    await sidecar.start();
    return createApp(sidecar.services).listen(0, '127.0.0.1');
  }

  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'models-'));
    server = await startApp();
  });
  afterAll(() => {
    server.close();
    rmSync(dir, { recursive: true });
  });

  const expectProblem = (answer: request.Response, status: number, code: string) => {
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const problem = problemSchema.parse(JSON.parse(answer.text));
    expect(problem).toMatchObject({ status, code });
    return problem;
  };

  it('should say that there is no model before the first training', async () => {
    expectProblem(
      await request(server).post('/predict').send({ log: strange }),
      409,
      'no_active_model',
    );
    expectProblem(
      await request(server)
        .post('/v1/score')
        .send({ lines: [strange] }),
      409,
      'no_active_model',
    );
  });

  it('should train on an array of lines and judge others by that', async () => {
    const trained = await request(server).post('/train').send(lines);
    expect(trained.body).toMatchObject({ status: 'trained', model: 'classic-v1', lines: 400 });

    const analyzed = await request(server)
      .post('/analyze_logs?plot=true')
      .send({ logs: [...lines.slice(0, 50), '', strange] });
    const analysis = analyzeResponseSchema.parse(analyzed.body);
    expect(analysis).toMatchObject({ model: 'classic-v1', lines: 51, skipped: 1 });
    expect(analysis.common_patterns[0]).toMatchObject({ count: 50, share: 50 / 51 });
    expect(analysis.significant_outliers[0]).toMatchObject({
      line: 52,
      message: strange,
      timestamp: '2023-07-25T10:10:00.000Z',
    });
    const image = Buffer.from(analysis.scatter_png_base64 ?? '', 'base64');
    expect(image.subarray(0, 4)).toEqual(PNG);

    const predict = async (log: string) =>
      predictResponseSchema.parse((await request(server).post('/predict').send({ log })).body);
    expect(await predict(strange)).toMatchObject({ prediction: 'anomaly', flagged: true });
    expect(await predict(lines[7])).toMatchObject({ prediction: 'normal', flagged: false });
  });

  it('should score lines in their order, with a place for those that cannot be', async () => {
    const answer = await request(server)
      .post('/v1/score')
      .send({ lines: [strange, '  ', { message: lines[100] }, { other: 1 }] });
    const { model, results } = scoreResponseSchema.parse(answer.body);
    expect(model).toBe('classic-v1');
    expect(results).toHaveLength(4);
    expect(results[1]).toEqual({ skipped: 'empty line' });
    expect(results[3]).toEqual({ skipped: 'no message' });
    const [first, , third] = results;
    if ('skipped' in first || 'skipped' in third) throw new Error('not scored');
    expect(first.score).toBeGreaterThan(third.score);
    const sum = first.reasons.reduce((total, { contribution }) => total + contribution, 0);
    expect(sum).toBeCloseTo(first.score, 6);
    expect(third.reasons).toEqual([]);
    const withAll = await request(server)
      .post('/v1/score?reasons=all')
      .send({ lines: [lines[100]] });
    expect(withAll.body.results[0].reasons.length).toBeGreaterThan(0);
  });

  it('should keep models in files, list, activate and delete them', async () => {
    await request(server).post('/train').send(lines.slice(0, 200));
    const list = modelListSchema.parse((await request(server).get('/v1/models')).body);
    expect(list.models.map(({ id, active }) => [id, active])).toEqual([
      ['classic-v2', true],
      ['classic-v1', false],
    ]);
    expect(list.roll_back_to).toBe('classic-v1');
    const activated = await request(server).post('/v1/models/classic-v1/activate');
    expect(activated.body).toMatchObject({ id: 'classic-v1', active: true });
    expect((await request(server).delete('/v1/models/classic-v2')).body.id).toBe('classic-v2');
    expectProblem(await request(server).get('/v1/models/classic-v2'), 404, 'model_not_found');
    expectProblem(await request(server).delete('/v1/models/classic-v2'), 404, 'model_not_found');
    expectProblem(
      await request(server).post('/v1/score').send({ lines, model: 'classic-v2' }),
      404,
      'model_not_found',
    );
    const analyzed = await request(server).post('/analyze_logs').send(lines.slice(0, 5));
    expect(analyzed.body.model).toBe('classic-v1');
  });

  it('should tell lines that teach nothing from a fault of its own', async () => {
    expectProblem(await request(server).post('/train').send(['', '  ']), 422, 'cannot_train');
    expectProblem(await request(server).post('/predict').send({ log: {} }), 422, 'cannot_score');
  });

  it('should say what needs Elasticsearch', async () => {
    for (const target of ['/v1/jobs', '/v1/labels']) {
      expectProblem(await request(server).get(target), 503, 'no_elasticsearch');
    }
    expectProblem(
      await request(server).post('/v1/jobs').send({ type: 'follow' }),
      503,
      'no_elasticsearch',
    );
    const status = statusSchema.parse((await request(server).get('/v1/status')).body);
    expect(status.elasticsearch.reachable).toBe(false);
    expect(status.active_model?.id).toBe('classic-v1');
    expect((await request(server).get('/readyz')).body).toEqual({ status: 'ready' });
    expect((await request(server).get('/healthz')).body.status).toBe('ok');
  });

  describe('with bad input', () => {
    const post = (target: string, body: string, type = 'application/json') =>
      request(server).post(target).set('content-type', type).send(body);

    it('should refuse malformed JSON', async () => {
      const problem = expectProblem(await post('/v1/score', '{"lines": ['), 400, 'malformed_json');
      expect(problem.detail).toContain('not JSON');
    });

    it('should refuse JSON that is not what the schema says, and name the place', async () => {
      const problem = expectProblem(
        await post('/v1/score', '{"lines": ["a", 5], "model": 7}'),
        400,
        'invalid_request',
      );
      expect(problem.errors?.map(({ path: place }) => place)).toEqual([
        'body.lines.1',
        'body.model',
      ]);
      for (const body of ['{}', '[]', 'null', '"x"', '{"lines": []}']) {
        expectProblem(await post('/v1/score', body), 400, 'invalid_request');
      }
      expectProblem(await post('/train', '[]'), 400, 'invalid_request');
    });

    it('should refuse a body that is no JSON by its type', async () => {
      const form = 'application/x-www-form-urlencoded';
      expectProblem(await post('/train', 'a=b', form), 415, 'unsupported_media_type');
      expectProblem(await post('/train', 'a', 'text/plain'), 415, 'unsupported_media_type');
      expectProblem(
        await post('/train', '[]', 'application/json; charset=latin-7'),
        415,
        'unsupported_media_type',
      );
    });

    it('should refuse a body that is too large', async () => {
      const body = JSON.stringify(['x'.repeat(200_000)]);
      const problem = expectProblem(await post('/train', body), 413, 'body_too_large');
      expect(problem.detail).toContain('100000 bytes');
    });

    it('should refuse more lines than a request may have', async () => {
      const body = JSON.stringify({ lines: Array(10_001).fill('a') });
      expectProblem(await post('/v1/score', body), 400, 'invalid_request');
    });

    it('should know what there is and what not', async () => {
      expectProblem(await request(server).get('/nothing'), 404, 'not_found');
      const wrong = await request(server).put('/v1/score').send({});
      expectProblem(wrong, 405, 'method_not_allowed');
      expect(wrong.headers.allow).toBe('POST');
      expectProblem(await request(server).get('/v1/models/%E0%A4%A'), 400, 'invalid_request');
      expectProblem(
        await request(server).get(`/v1/models/${'x'.repeat(201)}`),
        400,
        'invalid_request',
      );
      expectProblem(
        await request(server).get('/v1/models/..%2F..%2Fsecret'),
        404,
        'model_not_found',
      );
    });

    it('should score a very long line and one of broken characters', async () => {
      const odd = [`${strange} ${'y'.repeat(80_000)}`, 'bad \ufffd\u0000\ud800 line', '\u202e'];
      const answer = await request(server).post('/v1/score').send({ lines: odd });
      const { results } = scoreResponseSchema.parse(answer.body);
      expect(results.every((result) => 'score' in result)).toBe(true);
    });
  });

  it('should give every answer an id, taken from the request where it is a sane one', async () => {
    const given = await request(server).get('/healthz').set('x-request-id', 'abc-1');
    expect(given.headers['x-request-id']).toBe('abc-1');
    const odd = await request(server).get('/healthz').set('x-request-id', '<script>');
    expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('should describe every endpoint in OpenAPI 3.1', async () => {
    const { body } = await request(server).get('/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths).sort()).toEqual(
      [
        '/healthz',
        '/metrics',
        '/readyz',
        '/openapi.json',
        '/v1/status',
        '/v1/log-level',
        '/v1/summary',
        '/v1/score',
        '/v1/ingest',
        '/v1/jobs',
        '/v1/jobs/{id}',
        '/v1/jobs/{id}/cancel',
        '/v1/models',
        '/v1/models/{id}',
        '/v1/models/{id}/activate',
        '/v1/models/{id}/threshold',
        '/v1/models/rollback',
        '/v1/drift',
        '/v1/schedules',
        '/v1/schedules/{id}',
        '/v1/schedules/{id}/enable',
        '/v1/schedules/{id}/disable',
        '/v1/schedules/{id}/run',
        '/v1/labels',
        '/v1/labels/bulk',
        '/v1/labels/bulk_delete',
        '/v1/labels/bulk_restore',
        '/v1/labels/{id}',
        '/v1/labels/{id}/restore',
        '/v1/patterns/parameters',
        '/v1/patterns/watches',
        '/v1/patterns/watches/{id}',
        '/v1/settings',
        '/v1/notifiers/{id}/test',
        '/v1/notifications',
        '/v1/retention',
        '/v1/retention/preview',
        '/v1/sources/preview',
        '/v1/forecast',
        '/v1/clusters',
        '/v1/incidents',
        '/v1/incidents/{id}',
        '/v1/incidents/{id}/verdict',
        '/train',
        '/analyze_logs',
        '/predict',
      ].sort(),
    );
    const score = body.paths['/v1/score'].post;
    expect(score.requestBody.required).toBe(true);
    expect(score.requestBody.content['application/json'].schema.required).toEqual(['lines']);
    expect(score.responses['413'].content['application/problem+json'].schema.$ref).toBe(
      '#/components/schemas/Problem',
    );
    const ids = Object.values<Record<string, { operationId: string }>>(body.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  describe('who may ask', () => {
    let guarded: Server;
    beforeAll(async () => {
      guarded = await startApp({ ANOMALIES_SIDECAR_KEYS: KEYS.join(',') });
    });
    afterAll(() => guarded.close());

    it('should take any of the keys in either header, and nothing else', async () => {
      for (const key of KEYS) {
        const bearer = await request(guarded)
          .get('/v1/models')
          .set('authorization', `Bearer ${key}`);
        expect(bearer.status).toBe(200);
        expect((await request(guarded).get('/v1/models').set('x-api-key', key)).status).toBe(200);
      }
      const without = await request(guarded).get('/v1/models');
      expectProblem(without, 401, 'unauthorized');
      expect(without.headers['www-authenticate']).toBe('Bearer');
      for (const key of ['', 'first', `${KEYS[0]}x`, KEYS.join(',')]) {
        const wrong = await request(guarded).get('/v1/models').set('x-api-key', key);
        expectProblem(wrong, 401, 'unauthorized');
        expect(wrong.text).not.toContain(KEYS[0]);
      }
    });

    it('should ask for the key before it reads a body', async () => {
      const answer = await request(guarded).post('/train').send('x'.repeat(200_000));
      expectProblem(answer, 401, 'unauthorized');
    });

    it('should let health checks pass without a key', async () => {
      for (const target of ['/healthz', '/readyz', '/openapi.json']) {
        expect((await request(guarded).get(target)).status).toBe(200);
      }
    });

    it('should keep web pages of others away where there is no key', async () => {
      const get = () => request(server).get('/v1/models');
      expectProblem(await get().set('origin', 'https://evil.example'), 403, 'forbidden');
      expectProblem(await get().set('origin', 'null'), 403, 'forbidden');
      expectProblem(await get().set('host', 'rebound.example:8585'), 403, 'forbidden');
      expect((await get().set('host', 'localhost:8585')).status).toBe(200);
    });
  });

  it('should turn away what is too much at once, and say when to come again', async () => {
    const narrow = await startApp({ ANOMALIES_MAX_CONCURRENT_REQUESTS: '1' });
    try {
      const answers = await Promise.all(
        [1, 2, 3].map(() => request(narrow).post('/train').send(lines)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429]);
      const refused = answers.find(({ status }) => status === 429);
      expect(refused?.headers['retry-after']).toBe('1');
    } finally {
      narrow.close();
    }
  }, 30_000);
});
