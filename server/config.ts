import { schema, type TypeOf } from '@kbn/config-schema';
import type { PluginConfigDescriptor } from '@kbn/core/server';

/** No message repeats the value: it may hold a password. */
function faultOfUrl(value: string): string | undefined {
  if (!URL.canParse(value) || !/^https?:\/\//.test(value)) {
    return 'must be an http or https address, such as http://127.0.0.1:8585';
  }
  const { username, password, search, hash } = new URL(value);
  if (username || password) {
    return 'must not hold a name or password: what the sidecar asks for is anomalies.sidecar.key';
  }
  return search || hash ? 'must be an address without ? and #' : undefined;
}

const path = schema.string({ minLength: 1, maxLength: 4_096 });

const sslSchema = schema.object(
  {
    /** PEM files of the authorities that may have signed the sidecar's certificate, in place of the well-known ones. */
    certificateAuthorities: schema.maybe(
      schema.oneOf([path, schema.arrayOf(path, { minSize: 1, maxSize: 20 })]),
    ),
    /** PEM files that Kibana shows to the sidecar. */
    certificate: schema.maybe(path),
    key: schema.maybe(path),
    /** Belongs into the Kibana keystore. */
    keyPassphrase: schema.maybe(schema.string({ minLength: 1, maxLength: 1_000 })),
    /** `certificate` leaves out the check of the host name, `none` checks nothing. */
    verificationMode: schema.oneOf(
      [schema.literal('full'), schema.literal('certificate'), schema.literal('none')],
      { defaultValue: 'full' },
    ),
  },
  {
    validate: ({ certificate, key, keyPassphrase }) => {
      if (certificate !== undefined && key === undefined) {
        return 'names a certificate without its key: set anomalies.sidecar.ssl.key, too';
      }
      if (key !== undefined && certificate === undefined) {
        return 'names a key without its certificate: set anomalies.sidecar.ssl.certificate, too';
      }
      return keyPassphrase !== undefined && key === undefined
        ? 'has a passphrase, but no key that it is for'
        : undefined;
    },
  },
);

const configSchema = schema.object({
  sidecar: schema.object(
    {
      /** Where the sidecar answers. */
      url: schema.string({ defaultValue: 'http://127.0.0.1:8585', validate: faultOfUrl }),
      /** Shared key, where the sidecar asks for one. Belongs into the Kibana keystore. */
      key: schema.maybe(schema.string({ minLength: 1, maxLength: 1_000 })),
      /** How long an answer may take, in milliseconds. */
      requestTimeoutMs: schema.number({ defaultValue: 30_000, min: 100, max: 600_000 }),
      /** How long the status may take before the sidecar counts as down, in milliseconds. */
      statusTimeoutMs: schema.number({ defaultValue: 3_000, min: 100, max: 60_000 }),
      ssl: sslSchema,
    },
    {
      validate: ({ url, ssl }) => {
        const { verificationMode, ...files } = ssl;
        const isSet =
          verificationMode !== 'full' || Object.values(files).some((value) => value !== undefined);
        return isSet && !url.startsWith('https:')
          ? 'has options under ssl, which need an https address in anomalies.sidecar.url'
          : undefined;
      },
    },
  ),
});

export type AnomaliesConfig = TypeOf<typeof configSchema>;

export const config: PluginConfigDescriptor = { schema: configSchema };
