import { cutAtGap, SettledPosition } from '../../../../sidecar/jobs/gaps';
import type { SeqPage } from '../../../../sidecar/sources/elasticsearch/seq_reader';

function pageOf(fromSeqNo: number, nextSeqNo: number, seqNos: number[]): SeqPage {
  const lines = seqNos.map((seqNo) => ({ id: `${seqNo}`, seqNo, source: {} }));
  return { fromSeqNo, nextSeqNo, lines, oversize: 0 };
}

const seqNosOf = (page: SeqPage) => page.lines.map(({ seqNo }) => seqNo);

describe('cutAtGap', () => {
  it('should leave a page without gaps as it is', () => {
    const page = pageOf(10, 13, [10, 11, 12]);
    expect(cutAtGap(page, 10, -1)).toEqual(page);
  });

  it('should end before a number whose line may still appear', () => {
    const cut = cutAtGap(pageOf(10, 15, [10, 11, 13, 14]), 10, 9);
    expect(seqNosOf(cut)).toEqual([10, 11]);
    expect(cut.nextSeqNo).toBe(12);
  });

  it('should pass gaps that are settled, and stop at the next one', () => {
    const cut = cutAtGap(pageOf(10, 20, [10, 12, 14, 15, 18]), 10, 13);
    expect(seqNosOf(cut)).toEqual([10, 12, 14, 15]);
    expect(cut.nextSeqNo).toBe(16);
  });

  it('should not go past the last line that can be seen', () => {
    expect(cutAtGap(pageOf(10, 20, [10, 11]), 10, -1).nextSeqNo).toBe(12);
    expect(cutAtGap(pageOf(10, 20, []), 10, -1).nextSeqNo).toBe(10);
  });

  it('should go past a settled end', () => {
    expect(cutAtGap(pageOf(10, 20, [10]), 10, 25).nextSeqNo).toBe(20);
  });

  it('should not move where the page begins behind a gap', () => {
    const cut = cutAtGap(pageOf(30, 40, [30, 31]), 10, -1);
    expect(cut.nextSeqNo).toBe(10);
    expect(cut.lines).toEqual([]);
  });
});

describe('SettledPosition', () => {
  const at = (localCheckpoint: number, refreshes: number[], maxSeqNo = localCheckpoint) => ({
    localCheckpoint,
    maxSeqNo,
    refreshes,
  });

  it('should settle what was confirmed, once it was refreshed and the time has passed', () => {
    const settled = new SettledPosition(2_000);
    settled.observe(at(99, [5]), 0);
    settled.observe(at(150, [6]), 1_000);
    expect(settled.upTo).toBe(-1);
    settled.observe(at(200, [6]), 2_000);
    expect(settled.upTo).toBe(99);
  });

  it('should not go by the time alone', () => {
    const settled = new SettledPosition(2_000);
    settled.observe(at(99, [5]), 0);
    settled.observe(at(99, [5]), 20_000);
    expect(settled.upTo).toBe(-1);
  });

  it('should settle after a long time in which nothing had to be refreshed', () => {
    const settled = new SettledPosition(2_000);
    settled.observe(at(99, [5]), 0);
    settled.observe(at(99, [5]), 30_000);
    expect(settled.upTo).toBe(99);
  });

  it('should wait for every copy of the shard', () => {
    const settled = new SettledPosition(2_000);
    settled.observe(at(99, [5, 8]), 0);
    settled.observe(at(99, [9, 8]), 3_000);
    expect(settled.upTo).toBe(-1);
    settled.observe(at(99, [9, 9]), 4_000);
    expect(settled.upTo).toBe(99);
  });

  it('should settle at once when a later line can be seen', () => {
    const settled = new SettledPosition(Infinity);
    settled.observe(at(99, [5], 104), 0);
    settled.sawLine(104);
    expect(settled.upTo).toBe(-1);
    settled.sawLine(105);
    expect(settled.upTo).toBe(99);
  });

  it('should never settle by time where an index is not refreshed by itself', () => {
    const settled = new SettledPosition(Infinity);
    settled.observe(at(99, [5]), 0);
    settled.observe(at(99, [6]), 1e12);
    expect(settled.upTo).toBe(-1);
  });
});
