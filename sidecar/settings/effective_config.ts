import type { FieldChoices, Settings, SettingsValues } from '../../common/api/settings/schema';
import type { Config } from '../config';
import { fieldNames } from '../field_mapping';

/** The option that each field of the settings goes before. */
const FIELD_OPTIONS = {
  timestamp: 'fieldTimestamp',
  message: 'fieldMessage',
  level: 'fieldLevel',
  host: 'fieldHost',
  service: 'fieldService',
  source_ip: 'fieldSourceIp',
  session: 'fieldSession',
} as const satisfies Record<keyof FieldChoices, keyof Config>;

/** The configuration with what is set in the app: that goes before the environment and the file. */
export function effectiveConfig(config: Config, values: SettingsValues): Config {
  const { sources, budget, notifications } = values;
  const effective = withFields(config, sources.fields);
  if (sources.pattern !== undefined) effective.sourcePattern = sources.pattern;
  if (budget.alerts_per_day !== undefined) effective.alertBudgetPerDay = budget.alerts_per_day;
  if (notifications.public_url !== undefined) effective.publicUrl = notifications.public_url;
  return effective;
}

/** The configuration with other fields, where such are chosen. */
export function withFields(config: Config, fields: FieldChoices): Config {
  const effective = { ...config };
  for (const [field, option] of fieldOptions()) {
    const names = fields[field];
    // An empty list is a choice, too: let it be detected, whatever the configuration names.
    if (names) effective[option] = names.length > 0 ? names.join(',') : undefined;
  }
  return effective;
}

/** What holds where nothing is set in the app. */
export function settingsDefaults(config: Config): Settings['defaults'] {
  const fields = fieldOptions().map(([field, option]) => [field, fieldNames(config[option])]);
  return {
    pattern: config.sourcePattern,
    fields: Object.fromEntries(fields) as Required<FieldChoices>,
    alerts_per_day: config.alertBudgetPerDay,
    public_url: config.publicUrl ?? null,
  };
}

function fieldOptions() {
  return Object.entries(FIELD_OPTIONS) as [
    keyof FieldChoices,
    (typeof FIELD_OPTIONS)[keyof FieldChoices],
  ][];
}
