import {
  configurationCount,
  defaultConfiguration,
  describeConfiguration,
  searchSteps,
  trainArguments,
} from '../../../../sidecar/tune/configuration';

describe('configurations', () => {
  it('should need no options for the default', () => {
    for (const unit of ['line', 'session'] as const) {
      expect(trainArguments(defaultConfiguration(unit))).toEqual([]);
      expect(describeConfiguration(defaultConfiguration(unit))).toBe('default');
    }
  });

  it('should tell all that differs, in words and as options', () => {
    const configuration = {
      ...defaultConfiguration('line'),
      detectors: ['rarity'],
      features: ['patterns', 'words', 'parameters', 'sources', 'level', 'auth'],
      severityPrior: false,
    };
    expect(describeConfiguration(configuration)).toBe(
      'rarity, no severity prior, with auth, without time',
    );
    expect(trainArguments(configuration)).toEqual([
      ...['--detector', 'rarity'],
      ...['--feature', 'patterns,words,parameters,sources,level,auth'],
      '--no-severity-prior',
    ]);
  });

  it('should name detectors of sessions by their own option', () => {
    const configuration = { ...defaultConfiguration('session'), detectors: ['lstm'] };
    expect(trainArguments(configuration)).toEqual(['--session-detector', 'lstm']);
  });

  it('should go on from the best so far, one parameter at a time', () => {
    const best = { ...defaultConfiguration('line'), detectors: ['rarity'] };
    const [, prior, ...features] = searchSteps('line').map((step) => step(best));
    expect(prior.map(describeConfiguration)).toEqual(['rarity, no severity prior']);
    expect(features.flat().map(describeConfiguration)).toContain('rarity, without time');
    expect(configurationCount('session')).toBe(1 + searchSteps('session')[0](best).length);
  });
});
