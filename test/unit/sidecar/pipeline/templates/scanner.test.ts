import { readSkeleton } from '../../../../../sidecar/pipeline/templates/scan/read_skeleton';
import { Scanner } from '../../../../../sidecar/pipeline/templates/scan/scanner';
import { Vocabulary } from '../../../../../sidecar/pipeline/templates/vocabulary';

const scanner = new Scanner(4096, 256);

/** The skeleton in words, values as <>. */
function skeleton(line: string): string {
  scanner.line.load(line);
  scanner.scan(0, scanner.line.length);
  const vocabulary = new Vocabulary();
  const { words } = readSkeleton(scanner, vocabulary);
  return Array.from(words, (word) => vocabulary.word(word) || '<>').join(' ');
}

function hash(line: string): string {
  skeleton(line);
  return `${scanner.hashA} ${scanner.hashB}`;
}

describe('Scanner', () => {
  it.each([
    ['size 67108864 from /10.251.39.209:50010', 'size <> from <>'],
    ['10.251.30.85:50010:Got exception', '<> Got exception'],
    ['mask 0x1f at 00:1b:44:11:3a:b7 of a64f992', 'mask <> at <> of <>'],
    ['request b9000564-fe1a-409b-b8cc-1e88b294cd1d done', 'request <> done'],
    ['GET http://example.com/a?b=c,d&e=f ok', 'GET <> ok'],
    ['open /etc/passwd, C:\\Windows\\x.dll and a/b/c now', 'open <> and <> now'],
    ['read/write by org.apache.Foo in index.html', 'read/write by org.apache.Foo in index.html'],
    ['from ns.example.com and mail.host.co.uk', 'from <> and <>'],
    ['mail root@example.com by Worker@765', 'mail <> by Worker@#'],
    ['on Sat Jul  9 12:16:49 2005 it may fail', 'on <> it may fail'],
    ['took 12 ms, 3.5 KB left', 'took <> left'],
    ['blk_-42 on ee0 not alt0', 'blk_# on ee# not alt#'],
    ['task_2008_0001_m_000081 and R02-M1-N0-C', 'task_#_m_# and R#-M#-N#-C'],
    ['token aZ3kQ9xB2 used', 'token # used'],
    ['blk_1 blk_2 blk_3 gone', 'blk_# gone'],
    ['ready=true ws=null x = false true story', 'ready <> ws <> x <> true story'],
    ["can't open 'x y'", "can't open x y"],
    ['Fan speeds ( 3552 **** 3515 )', 'Fan speeds <> **** <>'],
    ['illegal instruction......0', 'illegal instruction <>'],
    ['a=1, b=2 (c)', 'a <> b <> c'],
    ['"GET /x HTTP/1.1" 200 "-" "Mozilla/5.0 (a; b c) Gecko/20100101 x"', 'GET <> HTTP/# <>'],
    ['msg="a long text that is the message of this line"', 'msg a long text that is the message of this line'],
    ['----', '----'],
    ['', ''],
  ])('should cut %j into %j', (line, words) => {
    expect(skeleton(line)).toBe(words);
  }); // prettier-ignore

  it('should hash equal skeletons equally and others not', () => {
    expect(hash('size 1 from /a/b')).toBe(hash('size 999 from http://x/'));
    expect(hash('interface ee0')).toBe(hash('interface ee7'));
    expect(hash('interface ee0')).not.toBe(hash('interface alt0'));
    expect(hash('----')).not.toBe(hash('===='));
    expect(hash('a b')).not.toBe(hash('b a'));
  });

  it('should look at no more of a line than it was told to', () => {
    const short = new Scanner(64, 8);
    short.line.load(`word ${'x'.repeat(10_000_000)}`);
    short.scan(0, short.line.length);
    expect(short.line.length).toBe(64);
    short.line.load('a b c d e f g h i j k l');
    short.scan(0, short.line.length);
    expect(short.count).toBe(8);
  });

  it('should take any units that a string can hold', () => {
    const odd = [
      '\ud800',
      '\udfff\ud800 x',
      '\u0000\u0001',
      '错误 5 次',
      '\ufeffa',
      '\\',
      '/',
      '"',
      '[[',
    ];
    for (const line of odd) expect(() => skeleton(line)).not.toThrow();
    expect(skeleton('错误 5 次')).toBe('错误 <> 次');
  });
});
