import type { TrainedPipeline } from '../../../../sidecar/pipeline';
import { ModelCache } from '../../../../sidecar/scoring/model_cache';

describe('ModelCache', () => {
  const pipeline = {} as TrainedPipeline;

  it('should load a model once, also for requests at the same time', async () => {
    const load = jest.fn(async () => pipeline);
    const cache = new ModelCache(2, load);
    await Promise.all([cache.get('a'), cache.get('a')]);
    await cache.get('a');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('should let the least recently used one go', async () => {
    const load = jest.fn(async (_id: string) => pipeline);
    const cache = new ModelCache(2, load);
    for (const id of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.get(id);
    expect(load.mock.calls.map(([id]) => id)).toEqual(['a', 'b', 'c', 'b']);
  });

  it('should try again after a failure', async () => {
    const load = jest.fn(async () => pipeline).mockRejectedValueOnce(new Error('down'));
    const cache = new ModelCache(2, load);
    await expect(cache.get('a')).rejects.toThrow('down');
    await expect(cache.get('a')).resolves.toBe(pipeline);
  });
});
