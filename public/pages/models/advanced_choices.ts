import { DEFAULT_FEATURES } from '../../../common/training_choices';
import type { TrainRequest } from './use_train';

/** What the folded part of the form holds; as the sidecar would choose by itself at first. */
export interface AdvancedChoices {
  features: string[];
  units: ('window' | 'session')[];
  windowMinutes: string;
  sessionKey: string;
  severityPrior: boolean;
  thresholdRule: 'budget' | 'mean_plus_std';
  filter: string;
  supervised: boolean;
  maxLines: string;
  seed: string;
}

export const DEFAULT_ADVANCED: AdvancedChoices = {
  features: DEFAULT_FEATURES,
  units: ['window', 'session'],
  windowMinutes: '5',
  sessionKey: '',
  severityPrior: true,
  thresholdRule: 'budget',
  filter: '',
  supervised: false,
  maxLines: '1000000',
  seed: '1',
};

const isWhole = (text: string, min: number, max: number) =>
  /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;

/** Fields that cannot be sent as they are. */
export function faultsOf(choices: AdvancedChoices): Partial<Record<keyof AdvancedChoices, true>> {
  const isKey = choices.sessionKey === '' || choices.sessionKey.length >= 3;
  return {
    ...(choices.features.length > 0 ? {} : { features: true }),
    ...(isWhole(choices.windowMinutes, 1, 1_440) ? {} : { windowMinutes: true }),
    ...(isKey ? {} : { sessionKey: true }),
    ...(isWhole(choices.maxLines, 100, 5_000_000) ? {} : { maxLines: true }),
    ...(isWhole(choices.seed, 0, 2 ** 31 - 1) ? {} : { seed: true }),
  };
}

/** The part of the request that they make. */
export function requestOf(choices: AdvancedChoices): TrainRequest {
  return {
    features: choices.features,
    units: choices.units,
    window_seconds: 60 * Number(choices.windowMinutes),
    ...(choices.sessionKey === '' ? {} : { session_key: choices.sessionKey }),
    severity_prior: choices.severityPrior,
    threshold_rule: choices.thresholdRule,
    ...(choices.filter.trim() === '' ? {} : { filter: choices.filter.trim() }),
    ...(choices.supervised ? { supervised: true } : {}),
    max_lines: Number(choices.maxLines),
    seed: Number(choices.seed),
  };
}
