import { decodeBundle, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import { ValueNovelty } from '../../../../../sidecar/pipeline/features/value_novelty';

describe('ValueNovelty', () => {
  it('should find a new value surprising where values repeat in every block', () => {
    const novelty = new ValueNovelty();
    const slot = novelty.newSlot();
    for (let block = 0; block < 50; block++)
      for (let i = 0; i < 10; i++) novelty.add(slot, i % 2, 7, block);
    // No line of 500 had a value of one block only: p = ½ / 501.
    expect(novelty.surprise(slot, 99, 99)).toBeCloseTo(-Math.log(0.5 / 501), 6);
    expect(novelty.surprise(slot, 0, 7)).toBeCloseTo(-Math.log(500.5 / 501), 6);
    expect(novelty.valuesOf(slot)).toBe(2);
  });

  it('should not be impressed by new values where new values are usual, even in bursts', () => {
    const novelty = new ValueNovelty();
    const slot = novelty.newSlot();
    // Each block brings its own new value ten times, as an attacker tries his luck.
    for (let block = 0; block < 50; block++)
      for (let i = 0; i < 10; i++) novelty.add(slot, block, block, block);
    expect(novelty.surprise(slot, 99, 99)).toBeLessThan(0.01);
    expect(novelty.isInformative(slot)).toBe(false);
  });

  it('should be as before after a block was taken out and put back', () => {
    const novelty = new ValueNovelty();
    const slot = novelty.newSlot();
    const fill = (block: number) => {
      for (let i = 0; i < 6; i++) novelty.add(slot, i % (block + 2), 1, block);
    };
    for (let block = 0; block < 5; block++) fill(block);
    const surprises = () => [0, 1, 2, 3, 4, 5, 9].map((v) => novelty.surprise(slot, v, 1));
    const before = surprises();
    for (let i = 0; i < 6; i++) novelty.remove(slot, i % 6, 1, -2 - 4);
    // Value 5 was in the last block only: without it, it is new.
    expect(novelty.countOf(slot, 5, 1)).toBe(0);
    expect(novelty.surprise(slot, 5, 1)).toBe(novelty.surprise(slot, 9, 1));
    expect(novelty.linesOf(slot)).toBe(24);
    fill(4);
    expect(surprises()).toEqual(before);
  });

  it('should stop following a slot of free text', () => {
    const novelty = new ValueNovelty();
    const slot = novelty.newSlot();
    for (let i = 0; i < 10_000; i++) novelty.add(slot, i, i, i >> 6);
    expect(novelty.surprise(slot, 123_456, 1)).toBe(0);
    expect(novelty.valuesOf(slot)).toBe(4096);
  });

  it('should say the same after pruning and a round trip where values can be news', () => {
    const novelty = new ValueNovelty();
    const slots = [novelty.newSlot(), novelty.newSlot()];
    for (let block = 0; block < 200; block++)
      for (let i = 0; i < 5; i++) {
        novelty.add(slots[0], i, 3, block);
        novelty.add(slots[1], block * 5 + i, 3, block);
      }
    const before = [0, 1, 77].map((v) => novelty.surprise(slots[0], v, 3));
    novelty.prune();
    const bytes = encodeBundle('x', {}, prefixed(novelty.toArrays()));
    const read = ValueNovelty.fromArrays(decodeBundle(bytes, 'x'), 'v.');
    for (const held of [novelty, read]) {
      expect([0, 1, 77].map((v) => held.surprise(slots[0], v, 3))).toEqual(before);
      expect(held.surprise(slots[1], 5_000_000, 3)).toBe(0);
    }
    expect(novelty.toArrays().keyA).toHaveLength(5);
  });

  it('should hold a million values in bounds and keep counting the known ones', () => {
    const novelty = new ValueNovelty();
    const slots = Array.from({ length: 600 }, () => novelty.newSlot());
    for (let i = 0; i < 1_200_000; i++) {
      // Few enough lines a slot that none is taken for free text.
      novelty.add(slots[i % 600], i, i ^ 0x5555, i >> 10);
    }
    expect(novelty.overflowed).toBe(true);
    expect(novelty.countOf(slots[0], 0, 0x5555)).toBe(1);
  });
});

const prefixed = (arrays: ReturnType<ValueNovelty['toArrays']>) =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`v.${name}`, array]));
