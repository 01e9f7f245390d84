import { mergeSkeletons } from '../../../../../sidecar/pipeline/templates/merge/merge';
import type { SkeletonWords } from '../../../../../sidecar/pipeline/templates/merge/skeleton_words';
import { readSkeleton } from '../../../../../sidecar/pipeline/templates/scan/read_skeleton';
import { Scanner } from '../../../../../sidecar/pipeline/templates/scan/scanner';
import { Vocabulary } from '../../../../../sidecar/pipeline/templates/vocabulary';

// Generous for machines that do much else at the same time.
jest.setTimeout(60_000);

const LIMITS = { minValues: 4, minValuesGuarded: 12 };

/** Templates of messages, the words in order, values as <>. */
function templates(messages: readonly string[]): string[] {
  const scanner = new Scanner(4096, 256);
  const vocabulary = new Vocabulary();
  const skeletons = messages.map((message, i): [number, SkeletonWords] => {
    scanner.line.load(message);
    scanner.scan(0, scanner.line.length);
    return [i, readSkeleton(scanner, vocabulary)];
  });
  return mergeSkeletons(skeletons, vocabulary, LIMITS)
    .patterns.map(({ words }) =>
      Array.from(words, (word) => vocabulary.word(word) || '<>').join(' '),
    )
    .sort();
}

const users = (count: number): string[] =>
  ['root', 'guest', 'alice', 'bob', 'carol', 'dan'].slice(0, count);

describe('merging skeletons', () => {
  it('should make a position variable from four words on', () => {
    const lines = (n: number): string[] => users(n).map((user) => `session closed for ${user}`);
    expect(templates(lines(3))).toHaveLength(3);
    expect(templates(lines(4))).toEqual(['session closed for <>']);
  });

  it('should need only two words in quotes, beside a value, or in a slot known from elsewhere', () => {
    expect(templates(['cannot read "a" now', 'cannot read "b" now'])).toEqual([
      'cannot read <> now',
    ]);
    expect(templates(['lost host 10.0.0.1 again', 'lost host mars again'])).toEqual([
      'lost host <> again',
    ]);
    const known = users(4).map((user) => `password for user ${user} refused`);
    expect(templates([...known, 'ticket for user eve', 'ticket for user mallory'])).toEqual([
      'password for user <> refused',
      'ticket for user <>',
    ]);
  });

  it('should keep first words, states and words beside a single constant apart', () => {
    expect(templates(users(6).map((name) => `${name} startup succeeded`))).toHaveLength(6);
    const states = ['NEW', 'RUNNING', 'KILLED', 'DONE'];
    expect(templates(states.map((state) => `task went to ${state} now`))).toHaveLength(4);
    const verbs = ['Started', 'Paused', 'Resumed', 'Stopped'];
    expect(templates(verbs.map((verb) => `the machine was ${verb}`))).toHaveLength(4);
    expect(templates(['link up', 'link down', 'link lost', 'link ok'])).toHaveLength(4);
    const many = Array.from({ length: 12 }, (_, i) => `link ${String.fromCharCode(97 + i)}zz`);
    expect(templates(many)).toEqual(['link <>']);
  });

  it('should merge several variable positions where half of the words stay', () => {
    const files = ['alpha', 'beta', 'gamma', 'delta', 'omega'];
    const lines = users(5).map((user, i) => `user ${user} opened file ${files[i]} for reading`);
    expect(templates(lines)).toEqual(['user <> opened file <> for reading']);
    const chatter = users(5).map((user, i) => `say ${user} ${files[i]} ${files[4 - i]}`);
    expect(templates(chatter)).toHaveLength(5);
  });

  it('should join messages whose words are equal whatever values lie between', () => {
    expect(
      templates(['closed, 12 bytes sent by peer', 'closed, 12 bytes (3 KB) sent by 10.0.0.1 peer']),
    ).toHaveLength(1);
    expect(templates(['sent 1', 'sent 1 x 2', 'sent'])).toHaveLength(3);
  });

  it('should collapse repeated groups', () => {
    expect(
      templates(['nodes bad: node-1 5 <ok> node-2 7 <ok>', 'nodes bad: node-1 5 <ok> node-2 7 <ok> node-3 8 <ok>']),
    ).toEqual(['nodes bad node# <> ok']);
  }); // prettier-ignore

  it('should join lists of keys and values that vary in their keys', () => {
    const keys = ['os.name=x', 'java.home=/a', 'user.dir=y', 'cpu.count=4'];
    expect(templates(keys.map((pair) => `Server environment:${pair}`))).toHaveLength(1);
    expect(templates(keys.slice(0, 3).map((pair) => `Server environment:${pair}`))).toHaveLength(3);
  });

  it('should take in patterns that a merged one covers', () => {
    const lines = users(4).map((user) => `login failed for ${user} from 10.0.0.1 today`);
    expect(templates([...lines, 'login failed for zoe from earth today'])).toEqual([
      'login failed for <> from <> today',
    ]);
  });

  it('should stay fast with many skeletons', () => {
    const word = (n: number): string =>
      [n % 26, (n >> 3) % 26, (n >> 6) % 26, (n >> 9) % 26]
        .map((c) => String.fromCharCode(97 + c))
        .join('');
    const time = (count: number): number => {
      const lines = Array.from(
        { length: count },
        (_, i) => `alpha ${word(i * 7)} beta ${word(i * 31)} gamma ${word(i * 101)}`,
      );
      const started = performance.now();
      templates(lines);
      return performance.now() - started;
    };
    time(1000);
    // Quadratic would be 64 times as long; the margin is for a busy machine.
    expect(time(16_000)).toBeLessThan(Math.max(50, time(2000)) * 30);
  });
});
