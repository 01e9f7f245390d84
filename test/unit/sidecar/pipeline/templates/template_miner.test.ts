import { TemplateMiner, TemplateModel } from '../../../../../sidecar/pipeline/templates';

// Generous for machines that do much else at the same time.
jest.setTimeout(60_000);

const LINES = [
  ...['root', 'alice', 'bob', 'carol', 'dan'].map(
    (user, i) => `2024-05-01 10:00:0${i} INFO auth: session opened for user ${user} by uid=${i}`,
  ),
  '2024-05-01 10:00:06 INFO auth: session closed',
  '2024-05-01 10:00:07 WARN disk: volume /var/log is 91% full',
  '2024-05-01 10:00:08 WARN disk: volume /home is 95% full',
  '2024-05-01 10:00:09 INFO store: Received block blk_-17 of size 67108864 from /10.0.0.7:50010',
];

function mine(
  lines: readonly string[],
  options = {},
): { miner: TemplateMiner; skeletons: number[] } {
  const miner = new TemplateMiner(options);
  miner.learnHeader(lines);
  return { miner, skeletons: lines.map((line) => miner.add(line)) };
}

describe('TemplateMiner', () => {
  it('should give equal skeletons one index and freeze them to templates', () => {
    const { miner, skeletons } = mine(LINES);
    expect(skeletons[6]).toBe(skeletons[7]);
    const model = miner.freeze();
    const texts = skeletons.map((skeleton) => model.text(model.skeletonToTemplate(skeleton)));
    expect(texts.slice(0, 5)).toEqual(
      Array<string>(5).fill('session opened for user <*> by uid=<n>'),
    );
    expect(texts[5]).toBe('session closed');
    expect(texts[6]).toBe('volume <path> is <n>% full');
    expect(texts[8]).toBe('Received block blk_<n> of size <n> from <ip>');
    expect(model.size).toBe(4);
    expect(model.count(model.skeletonToTemplate(skeletons[0]))).toBe(5);
  });

  it('should match training lines to the training templates', () => {
    const { miner, skeletons } = mine(LINES);
    const model = miner.freeze();
    LINES.forEach((line, i) => {
      expect(model.match(line)).toBe(model.skeletonToTemplate(skeletons[i]));
    });
    expect(model.size).toBe(model.trainedSize);
  });

  it('should map new words of a known slot onto the template and make news of the rest', () => {
    const model = mine(LINES).miner.freeze();
    const known = model.match(LINES[0]);
    expect(model.match('2024-05-02 11:00:00 INFO auth: session opened for user zoe by uid=9')).toBe(
      known,
    );
    const news = model.match('2024-05-02 11:00:00 ERROR disk: volume is gone');
    expect(news).toBe(4);
    expect(model.isNew(news)).toBe(true);
    expect(model.isNew(known)).toBe(false);
    expect(model.text(news)).toBe('volume is gone');
    expect(model.count(news)).toBe(0);
    expect(model.match('2024-05-03 12:00:00 ERROR disk: volume is gone')).toBe(news);
  });

  it('should call the same messages news in any order, by the same ids', () => {
    const lines = ['red', 'green', 'blue', 'black', 'white', 'grey'].flatMap((word) => [
      `the colour ${word} was chosen`,
      // Near to a message of training, which must not take them in after a few.
      LINES[6].replace(/[a-z]+$/, word),
    ]);
    const forwards = mine(LINES).miner.freeze();
    const backwards = mine(LINES).miner.freeze();
    const found = lines.map((line) => forwards.match(line));
    const again = [...lines].reverse().map((line) => backwards.match(line));
    expect(found.map((t) => forwards.isNew(t))).toEqual(
      again.reverse().map((t) => backwards.isNew(t)),
    );
    expect(found.map((t) => forwards.id(t))).toEqual(again.map((t) => backwards.id(t)));
    expect(lines.map((line) => forwards.match(line))).toEqual(found);
  });

  it('should give ids that other models of the same logs have too', () => {
    const a = mine(LINES).miner.freeze();
    const b = mine([...LINES].reverse()).miner.freeze();
    const ids = (model: TemplateModel): string[] =>
      Array.from({ length: model.size }, (_, i) => model.id(i)).sort();
    expect(ids(a)).toEqual(ids(b));
    expect(ids(a)[0]).toMatch(/^[0-9a-f]{12}$/);
    const news = 'something never seen';
    expect(a.id(a.match(news))).toBe(b.id(b.match(news)));
    expect(a.indexOf(a.id(2))).toBe(2);
    expect(a.indexOf('nothing')).toBe(-1);
  });

  it('should keep ids when a later model merges what an earlier held apart', () => {
    const few = LINES.slice(0, 2).concat(LINES.slice(5));
    const { miner } = mine(few);
    const before = miner.freeze();
    const old = [before.match(LINES[0]), before.match(LINES[1])].map((t) => before.id(t));
    expect(new Set(old).size).toBe(2);
    for (const line of LINES.slice(2, 5)) miner.add(line);
    const after = miner.freeze(before);
    const merged = after.match(LINES[0]);
    expect(after.match(LINES[4])).toBe(merged);
    expect([after.id(merged), ...after.aliases(merged)].sort()).toEqual([...old].sort());
    for (const id of old) expect(after.indexOf(id)).toBe(merged);
    const restored = TemplateModel.fromJSON(JSON.parse(JSON.stringify(after.toJSON())));
    for (const id of old) expect(restored.indexOf(id)).toBe(merged);
  });

  it('should find the parameters of a line with their offsets and kinds', () => {
    const model = mine(LINES).miner.freeze();
    const params = (line: string): string[] =>
      model.params(line, model.match(line)).map(({ start, end, text, kind }) => {
        expect(line.slice(start, end)).toBe(text);
        return `${kind} ${text}`;
      });
    expect(params(LINES[0])).toEqual(['word root', 'number 0']);
    expect(params(LINES[6])).toEqual(['path /var/log', 'number 91']);
    expect(params(LINES[8])).toEqual(['id blk_-17', 'number 67108864', 'ip /10.0.0.7:50010']);
    expect(params(`2024-05-01 10:00:09 INFO auth: session opened for user by by uid=-3`)).toEqual([
      'word by',
      'number -3',
    ]);
  });

  it('should say where the message starts', () => {
    const { miner } = mine(LINES);
    const model = miner.freeze();
    expect(LINES[5].slice(model.headerEnd(LINES[5]))).toBe('session closed');
    expect(model.headerEnd('no header here')).toBe(0);
  });

  it('should keep the headers of several sources apart and try all for an unknown one', () => {
    const miner = new TemplateMiner();
    const syslog = ['sshd', 'cron'].map(
      (name, i) => `Jul 1${i} 10:00:00 web1 ${name}[1]: it works`,
    );
    const bare = ['it works', 'it fails'];
    miner.learnHeader(syslog, 'syslog');
    miner.learnHeader(bare, 'bare');
    expect(miner.hasSource('syslog')).toBe(true);
    const a = miner.add(syslog[0], 'syslog');
    expect(miner.add('it works', 'bare')).toBe(a);
    expect(miner.add(syslog[0], 'bare')).not.toBe(a);
    const model = miner.freeze();
    expect(model.headerEnd(syslog[1], 'syslog')).toBeGreaterThan(0);
    expect(model.headerEnd(syslog[1], 'bare')).toBe(0);
    expect(model.headerEnd(syslog[1], 'unknown')).toBe(model.headerEnd(syslog[1], 'syslog'));
    model.learnHeader(['10.5.2024 it works', '11.5.2024 it works'], 'late');
    expect(model.hasSource('late')).toBe(true);
  });

  it('should come back from JSON with the same ids and matches', () => {
    const model = mine(LINES).miner.freeze();
    const words = ['red', 'green', 'blue'];
    for (const word of words) model.match(`the colour ${word} was chosen`);
    const back = TemplateModel.fromJSON(JSON.parse(JSON.stringify(model.toJSON())));
    const more = [
      ...LINES,
      'the colour red was chosen',
      'the colour pink was chosen',
      'unseen',
      '',
    ];
    for (const line of more) {
      const expected = model.match(line);
      expect(back.match(line)).toBe(expected);
      expect(back.id(expected)).toBe(model.id(expected));
      expect(back.text(expected)).toBe(model.text(expected));
      expect(back.isNew(expected)).toBe(model.isNew(expected));
      expect(back.count(expected)).toBe(model.count(expected));
      expect(back.params(line, expected)).toEqual(model.params(line, expected));
    }
    expect(back.size).toBe(model.size);
    expect(() => back.skeletonToTemplate(0)).toThrow(RangeError);
  });

  it('should refuse what is no model, saying why', () => {
    expect(() => TemplateModel.fromJSON(null)).toThrow('not an object');
    expect(() => TemplateModel.fromJSON({ version: 99 })).toThrow('version 99');
    const state = mine(LINES).miner.freeze().toJSON();
    expect(() => TemplateModel.fromJSON({ ...state, forms: undefined })).toThrow('forms');
    expect(() => TemplateModel.fromJSON({ ...state, trained: 99 })).toThrow('trained');
    expect(() => TemplateModel.fromJSON({ ...state, forms: [[[1], [0], 0, 77, 1]] })).toThrow(
      'form',
    );
  });

  it('should refuse options out of range', () => {
    expect(() => new TemplateMiner({ maxSkeletons: 3 })).toThrow('templates.maxSkeletons');
    expect(() => new TemplateMiner({ minValues: 2.5 })).toThrow(RangeError);
  });

  it('should be deterministic', () => {
    const a = JSON.stringify(mine(LINES).miner.freeze().toJSON());
    expect(JSON.stringify(mine(LINES).miner.freeze().toJSON())).toBe(a);
  });

  it('should go on after a freeze without changing the frozen model', () => {
    const { miner } = mine(LINES);
    const model = miner.freeze();
    const before = JSON.stringify(model.toJSON());
    for (let i = 0; i < 50; i++)
      miner.add(`brand new message ${String.fromCharCode(97 + (i % 26))}x`);
    expect(JSON.stringify(model.toJSON())).toBe(before);
  });
});

describe('bounds', () => {
  const letters = (n: number): string =>
    [n % 26, Math.floor(n / 26) % 26, Math.floor(n / 676) % 26]
      .map((c) => String.fromCharCode(97 + c))
      .join('');

  it('should merge alike skeletons when the table is full, and keep their lines', () => {
    const { miner, skeletons } = mine(
      Array.from({ length: 5000 }, (_, i) => `user ${letters(i)} logged in from home`),
      { maxSkeletons: 1000 },
    );
    const model = miner.freeze();
    expect(model.size).toBe(1);
    expect(model.count(0)).toBe(5000);
    expect(new Set(skeletons.map((s) => model.skeletonToTemplate(s)))).toEqual(new Set([0]));
  });

  it('should evict the stalest where nothing is alike, and keep the frequent', () => {
    const miner = new TemplateMiner({ maxSkeletons: 1000 });
    const frequent = 'heartbeat of the cluster received';
    const first = miner.add(frequent);
    const odd: number[] = [];
    for (let i = 0; i < 4000; i++) {
      const n = i * 7919;
      odd.push(miner.add(`${letters(n)} ${letters(n + 5)} ${letters(n * 3)} ${letters(n * 5)}`));
      expect(miner.add(frequent)).toBe(first);
    }
    const model = miner.freeze();
    expect(model.count(model.skeletonToTemplate(first))).toBe(4001);
    expect(model.size).toBeLessThanOrEqual(1001);
    expect(model.id(model.skeletonToTemplate(odd[0]))).toBe('other');
    const lines = Array.from({ length: model.size }, (_, t) => model.count(t));
    expect(lines.reduce((a, b) => a + b, 0)).toBe(8001);
  });

  it('should put new templates beyond the limit into one', () => {
    const model = mine(LINES, { maxNewTemplates: 10 }).miner.freeze();
    const matched = Array.from({ length: 50 }, (_, i) =>
      model.match(`${letters(i)} ${letters(i * 31)} ${letters(i * 57)}`),
    );
    expect(model.size).toBe(model.trainedSize + 11);
    const last = matched[49];
    expect(model.id(last)).toBe('overflow');
    expect(model.isNew(last)).toBe(true);
    const back = TemplateModel.fromJSON(JSON.parse(JSON.stringify(model.toJSON())));
    expect(back.id(back.match('and yet another one'))).toBe('overflow');
  });

  it('should take hostile lines in its stride', () => {
    const hostile = [
      '',
      ' ',
      '\ud800\udc00\udfff',
      '\u0000\u0001\u0002\uffff',
      'x'.repeat(10_000_000),
      'a '.repeat(5_000_000),
      '['.repeat(100_000),
      '"'.repeat(100_000),
      '/a=b,'.repeat(20_000),
      '{"message":"'.repeat(10_000),
      '2024-05-01 10:00:00 ' + '(('.repeat(10_000),
      Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 37) % 256)).toString('latin1'),
      '__proto__ constructor toString',
    ];
    const started = performance.now();
    const { miner } = mine([...hostile, ...LINES]);
    const model = miner.freeze();
    for (const line of hostile) {
      const template = model.match(line);
      expect(template).toBeLessThan(model.trainedSize);
      model.params(line, template);
      expect(typeof model.text(template)).toBe('string');
    }
    expect(performance.now() - started).toBeLessThan(20_000);
    const back = TemplateModel.fromJSON(JSON.parse(JSON.stringify(model.toJSON())));
    for (const line of hostile) expect(back.match(line)).toBe(model.match(line));
  });
});
