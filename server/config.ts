import { schema, type TypeOf } from '@kbn/config-schema';
import type { PluginConfigDescriptor } from '@kbn/core/server';

const isHttpUrl = (value: string): string | undefined =>
  /^https?:\/\/[^\s]+$/.test(value)
    ? undefined
    : 'must be an http or https address, such as http://127.0.0.1:8585';

const configSchema = schema.object({
  sidecar: schema.object({
    /** Where the sidecar answers. */
    url: schema.string({ defaultValue: 'http://127.0.0.1:8585', validate: isHttpUrl }),
    /** Shared key, where the sidecar asks for one. Belongs into the Kibana keystore. */
    key: schema.maybe(schema.string({ minLength: 1, maxLength: 1_000 })),
    /** How long an answer may take, in milliseconds. */
    requestTimeoutMs: schema.number({ defaultValue: 30_000, min: 100, max: 600_000 }),
    /** How long the status may take before the sidecar counts as down, in milliseconds. */
    statusTimeoutMs: schema.number({ defaultValue: 3_000, min: 100, max: 60_000 }),
  }),
});

export type AnomaliesConfig = TypeOf<typeof configSchema>;

export const config: PluginConfigDescriptor = { schema: configSchema };
