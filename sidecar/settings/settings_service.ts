import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  SETTINGS_SECTIONS,
  settingsValuesSchema,
  type Settings,
  type SettingsRequest,
} from '../../common/api/settings/schema';
import type { Config } from '../config';
import { describeError } from '../elasticsearch/errors';
import type { Logger } from '../logger';
import type { Secrets } from '../notify/secrets';
import { SettingsConflictError, type SettingsStore, type StoredSettings } from '../store/stores';
import { checkSettings } from './check_settings';
import { effectiveConfig, settingsDefaults } from './effective_config';

/** Settings that another sidecar has saved are seen after so long. */
const POLL_INTERVAL_MS = 2_000;

const NOTHING_SET: StoredSettings = {
  version: 0,
  values: settingsValuesSchema.parse({}),
  changed: {},
  pattern_version: 0,
};

export interface SettingsServiceOptions {
  /** The environment's and the file's. */
  config: Config;
  store: SettingsStore;
  secrets: Secrets;
  log: Logger;
  /** The settings are others than before, whoever saved them. */
  onChange: () => Promise<void>;
}

/** Keeps what is set in the app, and tells what holds: that before the configuration. */
export class SettingsService {
  private stored = NOTHING_SET;
  private effective: Config;

  constructor(private readonly options: SettingsServiceOptions) {
    this.effective = options.config;
  }

  /** The configuration as it holds now. */
  config(): Config {
    return this.effective;
  }

  get current(): StoredSettings {
    return this.stored;
  }

  /** The settings as they are stored, with the defaults beside them. */
  async get(): Promise<Settings> {
    await this.refresh();
    return this.describe();
  }

  /**
   * Saves settings as a whole.
   * @throws SettingsConflictError where they were changed meanwhile, ProblemError (400) where they contradict themselves
   */
  async save({ version, values, user }: SettingsRequest): Promise<Settings> {
    await this.refresh();
    const before = this.stored;
    if (version !== before.version) throw new SettingsConflictError();
    checkSettings(values, this.options.config.notifyAllowedHosts);
    const changed = SETTINGS_SECTIONS.filter(
      (section) => !isDeepStrictEqual(before.values[section], values[section]),
    );
    if (changed.length === 0) return this.describe();
    const change = { version: version + 1, at: new Date().toISOString(), by: user ?? null };
    const isOtherPattern = before.values.sources.pattern !== values.sources.pattern;
    const settings: StoredSettings = {
      version: change.version,
      values,
      changed: {
        ...before.changed,
        ...Object.fromEntries(changed.map((section) => [section, change])),
      },
      pattern_version: isOtherPattern ? change.version : before.pattern_version,
    };
    await this.options.store.write(settings);
    this.options.log.info({ user, sections: changed, version: change.version }, 'Settings changed');
    this.take(settings);
    return this.describe();
  }

  /** Takes up what is stored now. */
  async refresh(): Promise<void> {
    const stored = await this.options.store.read();
    if (!stored || stored.version === this.stored.version) return;
    const values = settingsValuesSchema.safeParse(stored.values);
    if (values.success) this.take({ ...stored, values: values.data });
    else this.options.log.warn('The settings were saved by another version; they are left aside');
  }

  /** Looks for settings that another sidecar saved, until the signal ends it. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(POLL_INTERVAL_MS, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      try {
        await this.refresh();
      } catch (error) {
        this.options.log.debug({ reason: describeError(error) }, 'Settings are read again later');
      }
    }
  }

  private take(settings: StoredSettings): void {
    this.stored = settings;
    this.effective = effectiveConfig(this.options.config, settings.values);
    this.options.onChange().catch((error: unknown) => {
      this.options.log.warn({ reason: describeError(error) }, 'The settings do not hold yet');
    });
  }

  private describe(): Settings {
    const { config, secrets } = this.options;
    const { version, values, changed } = this.stored;
    return {
      version,
      values,
      changed,
      defaults: settingsDefaults(config),
      operator: { allowed_hosts: config.notifyAllowedHosts, secrets: secrets.names() },
    };
  }
}
