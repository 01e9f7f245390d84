import { decodeBundle, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import {
  Histograms,
  lengthBin,
  lengthOfBin,
  numberBin,
  numberOfBin,
} from '../../../../../sidecar/pipeline/features/histograms';

describe('Histograms', () => {
  it('should find values beyond all others surprising by how many there are', () => {
    const histograms = new Histograms();
    const slot = histograms.newSlot();
    for (let i = 0; i < 1000; i++) histograms.add(slot, numberBin(200 + (i % 10)), 1);
    expect(histograms.upperSurprise(slot, numberBin(100_000))).toBeCloseTo(-Math.log(0.5 / 1001));
    expect(histograms.eitherSurprise(slot, numberBin(0))).toBeCloseTo(-Math.log(1 / 1001), 4);
    expect(histograms.upperSurprise(slot, numberBin(200))).toBeLessThan(0.01);
  });

  it('should forget what is taken out', () => {
    const histograms = new Histograms();
    const slot = histograms.newSlot();
    for (let i = 0; i < 100; i++) histograms.add(slot, 3, 1);
    const before = histograms.upperSurprise(slot, 9);
    histograms.add(slot, 9, 1);
    expect(histograms.upperSurprise(slot, 9)).toBeLessThan(before);
    histograms.add(slot, 9, -1);
    expect(histograms.upperSurprise(slot, 9)).toBe(before);
  });

  it.each([1, 63, 64, 200])('should be read back as they were, with %i slots', (slots) => {
    const histograms = new Histograms();
    for (let slot = 0; slot < slots; slot++) {
      histograms.newSlot();
      histograms.add(slot, slot % 64, 1);
    }
    const bytes = encodeBundle('test', {}, histograms.toArrays());
    const back = Histograms.fromArrays(decodeBundle(bytes, 'test'), '');
    expect(back.toArrays()).toEqual(histograms.toArrays());
    expect(back.newSlot()).toBe(slots);
  });

  it('should put numbers and lengths into bins and name their bounds', () => {
    for (const n of [0, 1, 7, 255, 65_535, 1e9]) {
      expect(numberOfBin(numberBin(n))).toBeLessThanOrEqual(n);
      expect(numberOfBin(numberBin(n) + 1)).toBeGreaterThan(n);
    }
    for (const length of [0, 5, 26, 595, 4096])
      expect(lengthOfBin(lengthBin(length))).toBeGreaterThanOrEqual(length);
    expect(numberBin(1e300)).toBe(63);
  });
});
