import { Chooser } from '../../../../sidecar/generate/chooser';
import { PlannedQueue, type QueuedLine } from '../../../../sidecar/generate/planned_queue';

function planned(atMs: number, message: string): QueuedLine {
  const stream = {
    host: 'h',
    service: 's',
    format: 'cron',
    gapMs: () => 1,
    work: () => [],
    injectors: {},
  } as const;
  return { atMs, message, stream, kind: null };
}

describe('PlannedQueue', () => {
  it('should give the earliest first and keep the order of equal times', () => {
    const choose = new Chooser(3);
    const queue = new PlannedQueue();
    const put = Array.from({ length: 500 }, (_, i) => planned(choose.integer(0, 40), String(i)));
    put.forEach((line) => queue.push(line));
    const sorted = [...put].sort((a, b) => a.atMs - b.atMs);
    expect(queue.earliestMs).toBe(sorted[0].atMs);
    expect(put.map(() => queue.shift().message)).toEqual(sorted.map((line) => line.message));
    expect(queue.earliestMs).toBe(Infinity);
    expect(() => queue.shift()).toThrow(RangeError);
  });
});
