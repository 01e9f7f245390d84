import { setTimeout as delay } from 'node:timers/promises';
import { eachLimited } from '../../../sidecar/each_limited';

describe('eachLimited', () => {
  it('should work on every item, not more at once than allowed', async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await eachLimited([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++now);
      await delay(2);
      now--;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('should begin nothing after a failure, let the others end, and throw it', async () => {
    const ended: number[] = [];
    const work = eachLimited([1, 2, 3, 4], 2, async (item) => {
      if (item === 1) throw new Error('no');
      await delay(5);
      ended.push(item);
    });
    await expect(work).rejects.toThrow('no');
    expect(ended).toEqual([2]);
  });
});
