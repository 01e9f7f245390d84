import { z } from 'zod';
import { DAILY_INDEX_FAMILIES, type DailyIndexFamily } from '../../indices';
import { LIMITS } from '../limits';
import { notificationsSchema } from './notifications';

/**
 * GET and PUT /v1/settings: what is set in the app. It goes before the sidecar's configuration; what is left out here
 * comes from there.
 */
export const MAPPED_FIELDS = [
  'timestamp',
  'message',
  'level',
  'host',
  'service',
  'source_ip',
  'session',
] as const;
export type MappedFieldName = (typeof MAPPED_FIELDS)[number];

export const MAX_CANDIDATES = 10;

const fieldName = z
  .string()
  .min(1)
  .max(LIMITS.maxNameChars)
  .regex(/^[^\s,"*]+$/, 'the name of a field, with dots');
/** The first that a line has counts; none: the usual names are looked for. */
const candidates = z.array(fieldName).max(MAX_CANDIDATES);

export const fieldChoicesSchema = z.object({
  /** Periods are asked for on it, so that it is one alone. */
  timestamp: candidates.max(1).optional(),
  message: candidates.optional(),
  level: candidates.optional(),
  host: candidates.optional(),
  service: candidates.optional(),
  source_ip: candidates.optional(),
  session: candidates.max(1).optional(),
});
export type FieldChoices = z.infer<typeof fieldChoicesSchema>;

/** Several patterns are parted by commas; one that begins with "-" is taken out of the ones before it. */
export const sourcePatternSchema = z
  .string()
  .max(LIMITS.maxNameChars)
  .regex(
    /^[^\s"\\/|?<>#,]+(,[^\s"\\/|?<>#,]+)*$/,
    'index patterns parted by commas, without spaces',
  );

const families = Object.keys(DAILY_INDEX_FAMILIES) as [DailyIndexFamily, ...DailyIndexFamily[]];
export const MAX_RETENTION_DAYS = 3_650;

export const retentionSchema = z.object({
  /** Days that a daily index of the sidecar is kept; for ever where it is left out. */
  days: z
    .partialRecord(z.enum(families), z.number().int().min(1).max(MAX_RETENTION_DAYS))
    .default({}),
  /** Newest versions of each model that are kept; all where it is left out. */
  model_versions: z.number().int().min(1).max(1_000).optional(),
});
export type RetentionSettings = z.infer<typeof retentionSchema>;

export const settingsValuesSchema = z.object({
  sources: z
    .object({
      pattern: sourcePatternSchema.optional(),
      fields: fieldChoicesSchema.default({}),
    })
    .default({ fields: {} }),
  budget: z.object({ alerts_per_day: z.number().min(0.1).max(1_000_000).optional() }).default({}),
  notifications: notificationsSchema.default({ notifiers: [], rules: [] }),
  retention: retentionSchema.default({ days: {} }),
});
export type SettingsValues = z.infer<typeof settingsValuesSchema>;
export type SettingsSection = keyof SettingsValues;

export const SETTINGS_SECTIONS = Object.keys(settingsValuesSchema.shape) as SettingsSection[];

const changeSchema = z.object({
  /** Version of the settings that the change made. */
  version: z.number().int(),
  at: z.string(),
  by: z.string().nullable(),
});
export type SettingsChange = z.infer<typeof changeSchema>;

const sectionNames = SETTINGS_SECTIONS as [SettingsSection, ...SettingsSection[]];

export const settingsSchema = z.object({
  /** Rises by one with every change; 0 where nothing was ever changed. */
  version: z.number().int(),
  values: settingsValuesSchema,
  /** Who changed a section last, and when. */
  changed: z.partialRecord(z.enum(sectionNames), changeSchema),
  /** What holds where nothing is set: the sidecar's configuration. */
  defaults: z.object({
    pattern: z.string(),
    fields: fieldChoicesSchema.required(),
    alerts_per_day: z.number(),
    public_url: z.string().nullable(),
  }),
  /** What the operator allows and offers; see docs/configuration.md. */
  operator: z.object({
    allowed_hosts: z.array(z.string()),
    /** Names of the secrets that are there; never what they are. */
    secrets: z.array(z.string()),
  }),
});
export type Settings = z.infer<typeof settingsSchema>;

export const settingsRequestSchema = z.object({
  /** The version that the change is made to; another one is refused with 409. */
  version: z.number().int().min(0),
  values: settingsValuesSchema,
  /** Who asked, for the audit trail. */
  user: z.string().max(LIMITS.maxNameChars).optional(),
});
export type SettingsRequest = z.infer<typeof settingsRequestSchema>;
