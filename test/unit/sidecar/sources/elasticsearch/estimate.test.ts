import { estimateTraining } from '../../../../../sidecar/sources/elasticsearch/estimate';

describe('the estimate of a training', () => {
  it('should grow with the lines up to those that are read', () => {
    const small = estimateTraining(10_000);
    const large = estimateTraining(1_000_000);
    expect(large.estimated_memory_mb).toBeGreaterThan(small.estimated_memory_mb);
    expect(large.estimated_train_seconds).toBeGreaterThan(small.estimated_train_seconds);
    expect(estimateTraining(50_000_000)).toEqual(large);
  });

  it('should count what detectors beyond the default need', () => {
    const usual = estimateTraining(100_000);
    const more = estimateTraining(100_000, ['rarity', 'autoencoder', 'dbscan']);
    expect(more.estimated_memory_mb).toBeGreaterThan(usual.estimated_memory_mb);
    expect(more.estimated_train_seconds).toBe(usual.estimated_train_seconds + 14);
    expect(() => estimateTraining(1, ['crystal_ball'])).toThrow(/no detector "crystal_ball"/);
  });
});
