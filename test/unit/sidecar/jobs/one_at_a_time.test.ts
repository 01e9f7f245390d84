import { setTimeout as sleep } from 'node:timers/promises';
import { OneAtATime } from '../../../../sidecar/jobs/one_at_a_time';

describe('OneAtATime', () => {
  it('should start a task when the one before it has ended, however it ended', async () => {
    const order: string[] = [];
    const queue = new OneAtATime();
    const task = (name: string, ms: number, fails = false) =>
      queue.run(async () => {
        order.push(`${name} starts`);
        await sleep(ms);
        order.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([task('a', 20), task('b', 5, true), task('c', 0)]);
    expect(order).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
