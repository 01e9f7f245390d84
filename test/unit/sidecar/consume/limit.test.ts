import { Limit } from '../../../../sidecar/consume/limit';

describe('Limit', () => {
  it('should run no more at once than allowed, and all in their order', async () => {
    const limit = new Limit(2);
    let running = 0;
    let most = 0;
    const ended: number[] = [];
    const work = async (i: number) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
      ended.push(i);
      if (i === 3) throw new Error('third');
    };
    const all = [1, 2, 3, 4, 5, 6].map((i) => limit.run(() => work(i)));
    const results = await Promise.allSettled(all);
    expect(most).toBe(2);
    expect(ended).toEqual([1, 2, 3, 4, 5, 6]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
  });
});
