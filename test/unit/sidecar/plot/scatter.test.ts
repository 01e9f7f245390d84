import { renderScatterPng, renderScatterSvg } from '../../../../sidecar/plot/scatter';
import { placePoints, thinOut, usesTime, type ScatterPoint } from '../../../../sidecar/plot/series';

const START_MS = Date.UTC(2026, 0, 5);

function points(count: number, patterns: number): ScatterPoint[] {
  return Array.from({ length: count }, (_, i) => ({
    timestampMs: START_MS + i * 1000,
    scorePct: (i * 37) % 100,
    pattern: `pattern ${i % patterns}`,
  }));
}

function countOf(svg: string, what: RegExp): number {
  return [...svg.matchAll(what)].length;
}

describe('renderScatterPng', () => {
  it('should make a PNG of the size that was asked for, the same each time', () => {
    const png = renderScatterPng(points(500, 12), { width: 640, height: 400, threshold: 80 });
    expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([640, 400]);
    expect(renderScatterPng(points(500, 12), { width: 640, height: 400, threshold: 80 })).toEqual(
      png,
    );
  });

  it('should draw letters: a title changes the picture', () => {
    const size = { width: 320, height: 240 };
    expect(renderScatterPng([], { ...size, title: 'A' })).not.toEqual(
      renderScatterPng([], { ...size, title: 'B' }),
    );
  });

  it('should render no points, one point, and text that XML forbids', () => {
    for (const some of [[], points(1, 1)]) {
      const png = renderScatterPng(some, { title: 'a <b> & "c"\u0000\ud800' });
      expect(png.length).toBeGreaterThan(1000);
    }
  });

  it('should refuse a size out of bounds', () => {
    expect(() => renderScatterPng([], { width: 100_000 })).toThrow(/width must be .* 320 to 8000/);
    expect(() => renderScatterPng([], { height: 1.5 })).toThrow(/height/);
  });
});

describe('renderScatterSvg', () => {
  it('should name nine patterns and put the rest together', () => {
    const svg = renderScatterSvg(points(1200, 12));
    expect(svg).toContain('100 × pattern 0');
    expect(svg).toContain('300 × other (3 patterns)');
    expect(countOf(svg, /<g fill="/g)).toBe(10);
  });

  it('should draw the threshold only where one is given', () => {
    expect(renderScatterSvg(points(10, 1), { threshold: 61.24 })).toContain('threshold 61.2');
    expect(renderScatterSvg(points(10, 1))).not.toContain('threshold');
  });

  it('should bound what it draws by the size of the picture', () => {
    const many = points(100_000, 2).map((p) => ({ ...p, scorePct: (p.timestampMs / 1000) % 3 }));
    expect(countOf(renderScatterSvg(many), /<circle/g)).toBeLessThan(20_000);
  });
});

describe('placePoints', () => {
  it('should give flagged patterns a colour of their own before frequent ones', () => {
    const some = points(990, 9);
    const rare = { timestampMs: START_MS, scorePct: 99, pattern: 'rare' };
    const quiet = some.map((point) => ({ ...point, scorePct: 1 }));
    const { series } = placePoints([...quiet, rare], 50, true);
    expect(series[0].name).toBe('rare');
    expect(series[9]).toEqual({ name: 'other (1 patterns)', points: 110, isOther: true });
  });

  it('should put a line without a time where the line before it is', () => {
    const some: ScatterPoint[] = [NaN, 5, NaN, 9].map((timestampMs) => ({
      timestampMs,
      scorePct: 1,
      pattern: 'p',
    }));
    expect(placePoints(some, undefined, true).placed.map((p) => p.x)).toEqual([5, 5, 5, 9]);
    expect(placePoints(some, undefined, false).placed.map((p) => p.x)).toEqual([1, 2, 3, 4]);
  });
});

describe('usesTime', () => {
  it('should want most lines to have a time, and not all the same', () => {
    const [a, b] = points(2, 1);
    const without = { ...a, timestampMs: NaN };
    expect(usesTime([a, b])).toBe(true);
    expect(usesTime([a, a])).toBe(false);
    expect(usesTime([a, b, without, without, without])).toBe(false);
  });
});

describe('thinOut', () => {
  it('should keep one point a cell and series', () => {
    const place = (x: number, series: number) => ({ x, y: 0, series });
    const kept = thinOut(
      [place(0, 0), place(0.2, 0), place(0, 1), place(9, 0)],
      (x) => x,
      (y) => y,
      2,
    );
    expect(kept).toEqual([place(0, 0), place(0, 1), place(9, 0)]);
  });
});
