import { linesLike, phrasesOf } from '../../../../server/queries/pattern_words';

describe('phrasesOf', () => {
  it('should give the constant parts, the longest first', () => {
    expect(phrasesOf('Failed password for <user> from <ip> port <n> ssh2')).toEqual([
      'Failed password for',
      'from',
      'port',
      'ssh2',
    ]);
  });

  it('should leave out words that go on in a placeholder', () => {
    expect(phrasesOf('disk sda<n> is full, see node-<id>.example')).toEqual([
      'is full, see node-',
      'disk',
    ]);
  });

  it('should leave out what holds no word', () => {
    expect(phrasesOf('<*> "<path>" - <n>')).toEqual([]);
    expect(linesLike('<*> <*>')).toBeUndefined();
  });

  it('should be bounded for a pattern of any length', () => {
    const phrases = phrasesOf(Array.from({ length: 500 }, (_, i) => `word${i} <n>`).join(' '));
    expect(phrases.length).toBeLessThanOrEqual(12);
  });
});
