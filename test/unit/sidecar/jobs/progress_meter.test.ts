import { ProgressMeter } from '../../../../sidecar/jobs/progress_meter';

describe('ProgressMeter', () => {
  it('should estimate from its own part of the work only', () => {
    let nowMs = 0;
    const meter = new ProgressMeter(0.5, () => nowMs);
    nowMs = 10_000;
    expect(meter.remainingSeconds(0.75)).toBe(10);
    expect(meter.remainingSeconds(0.6)).toBe(40);
    expect(meter.remainingSeconds(1)).toBe(0);
  });

  it('should not guess', () => {
    let nowMs = 0;
    const meter = new ProgressMeter(0, () => nowMs);
    nowMs = 500;
    expect(meter.remainingSeconds(0.5)).toBeNull();
    nowMs = 5_000;
    expect(meter.remainingSeconds(0.001)).toBeNull();
  });
});
