import { mergeSegments, shownModels } from '../../../../server/queries/model_segments';

const stretch = (hour: number, ...models: string[]) => ({
  fromMs: hour * 10,
  toMs: (hour + 1) * 10,
  models,
});

describe('mergeSegments', () => {
  it('should show the active model wherever it scored', () => {
    const stretches = [
      stretch(0, 'logs-v2', 'logs-v1'),
      stretch(1, 'logs-v1'),
      stretch(2, 'logs-v2'),
    ];
    expect(mergeSegments(stretches, 'logs-v1')).toEqual([
      { model: 'logs-v1', fromMs: 0, toMs: 20 },
      { model: 'logs-v2', fromMs: 20, toMs: 30 },
    ]);
  });

  it('should show the newest version where the active one did not score or is not known', () => {
    const stretches = [stretch(0, 'logs-v9', 'logs-v10'), stretch(1, 'logs-v9')];
    expect(mergeSegments(stretches, undefined)).toEqual([
      { model: 'logs-v10', fromMs: 0, toMs: 10 },
      { model: 'logs-v9', fromMs: 10, toMs: 20 },
    ]);
  });

  it('should bridge gaps between stretches of the same model', () => {
    expect(mergeSegments([stretch(0, 'a-v1'), stretch(7, 'a-v1')], 'a-v1')).toEqual([
      { model: 'a-v1', fromMs: 0, toMs: 80 },
    ]);
  });
});

describe('shownModels', () => {
  it('should match nothing where nothing was scored', () => {
    expect(shownModels('rollup.model', [], 0, 10)).toEqual({ match_none: {} });
  });

  it('should cut the segments to the period', () => {
    const segments = [
      { model: 'a-v1', fromMs: 0, toMs: 20 },
      { model: 'a-v2', fromMs: 20, toMs: 40 },
      { model: 'a-v3', fromMs: 40, toMs: 60 },
    ];
    const query = JSON.stringify(shownModels('rollup.model', segments, 10, 30));
    expect(query).toContain('"gte":10,"lt":20');
    expect(query).toContain('"gte":20,"lt":30');
    expect(query).not.toContain('a-v3');
  });
});
