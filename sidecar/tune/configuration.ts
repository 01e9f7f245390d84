import { DEFAULT_LINE_DETECTORS } from '../pipeline';
import { DEFAULT_FEATURE_SETS } from '../pipeline/features/feature_sets';
import { DEFAULT_SESSION_DETECTORS } from '../pipeline/sessions';

/** What is tuned of lines or of sessions: options of training. */
export interface Configuration {
  unit: 'line' | 'session';
  /** Names from the registry of lines or of sessions. */
  detectors: readonly string[];
  /** Of lines: sets of features that are on. Empty for sessions. */
  features: readonly string[];
  /** Of lines: whether levels and alarm words add to the score. */
  severityPrior: boolean;
}

export function defaultConfiguration(unit: Configuration['unit']): Configuration {
  return unit === 'session'
    ? { unit, detectors: DEFAULT_SESSION_DETECTORS, features: [], severityPrior: false }
    : {
        unit,
        detectors: DEFAULT_LINE_DETECTORS,
        features: DEFAULT_FEATURE_SETS,
        severityPrior: true,
      };
}

/** Few, of different kinds, and quick: who wants others names them with `--detector`. */
const DETECTORS: Record<Configuration['unit'], readonly (readonly string[])[]> = {
  line: [
    ['rarity'],
    ['isolation_forest'],
    ['rarity', 'k_means'],
    ['rarity', 'autoencoder'],
    ['rarity', 'isolation_forest', 'autoencoder'],
  ],
  session: [
    ['nearest_neighbours'],
    ['nearest_neighbours', 'rare_event'],
    ['nearest_neighbours', 'rare_event', 'trigram'],
    ['nearest_neighbours', 'rare_event', 'isolation_forest'],
    ['nearest_neighbours', 'rare_event', 'bigram', 'isolation_forest'],
    ['nearest_neighbours', 'rare_event', 'bigram', 'k_means'],
  ],
};

/** Sets whose effect differs most from log to log: the first three are on by default, the others off. */
const TOGGLED_FEATURES = ['parameters', 'sources', 'time', 'auth', 'web', 'tfidf'] as const;

/** One step of the search: from the best configuration so far to those that are tried next. */
export type Step = (best: Configuration) => Configuration[];

/** The steps of the search, one parameter at a time. */
export function searchSteps(unit: Configuration['unit']): Step[] {
  const detectors: Step = (best) => DETECTORS[unit].map((names) => ({ ...best, detectors: names }));
  if (unit === 'session') return [detectors];
  const prior: Step = (best) => [{ ...best, severityPrior: !best.severityPrior }];
  const features = TOGGLED_FEATURES.map((name): Step => (best) => [
    { ...best, features: toggled(best.features, name) },
  ]);
  return [detectors, prior, ...features];
}

/** How many configurations the steps try, the default among them. */
export const configurationCount = (unit: Configuration['unit']): number =>
  1 + searchSteps(unit).reduce((sum, step) => sum + step(defaultConfiguration(unit)).length, 0);

function toggled(features: readonly string[], name: string): string[] {
  return features.includes(name) ? features.filter((other) => other !== name) : [...features, name];
}

/** How it differs from the default, in a few words. */
export function describeConfiguration(configuration: Configuration): string {
  const usual = defaultConfiguration(configuration.unit);
  const parts: string[] = [];
  if (configuration.detectors.join() !== usual.detectors.join())
    parts.push(configuration.detectors.join(' + '));
  if (configuration.severityPrior !== usual.severityPrior) parts.push('no severity prior');
  for (const name of configuration.features)
    if (!usual.features.includes(name)) parts.push(`with ${name}`);
  for (const name of usual.features)
    if (!configuration.features.includes(name)) parts.push(`without ${name}`);
  return parts.length > 0 ? parts.join(', ') : 'default';
}

/** Options of `anomalies train` that make it so; none for the default. */
export function trainArguments(configuration: Configuration): string[] {
  const usual = defaultConfiguration(configuration.unit);
  const { unit, detectors, features, severityPrior } = configuration;
  const options: string[] = [];
  if (detectors.join() !== usual.detectors.join())
    options.push(unit === 'session' ? '--session-detector' : '--detector', detectors.join(','));
  if (features.join() !== usual.features.join()) options.push('--feature', features.join(','));
  if (severityPrior !== usual.severityPrior) options.push('--no-severity-prior');
  return options;
}
