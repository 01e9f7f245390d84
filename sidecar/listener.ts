import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { ConfigError, type Config } from './config';
import { OPTIONS } from './options';
import { readPem } from './pem_file';

export type TlsConfig = Partial<
  Pick<Config, 'tlsCertificate' | 'tlsKey' | 'tlsKeyPassphrase' | 'tlsClientCa'>
>;

/** What answers requests, over https where a certificate is configured. */
export interface Listener {
  server: Server;
  isSecure: boolean;
  /** Takes up certificates that were renewed; connections that are open stay. @throws ConfigError, and goes on with those of before */
  reload(): void;
}

/** @throws ConfigError where a file cannot be read or is no certificate or key */
export function createListener(config: TlsConfig, handler: RequestListener): Listener {
  if (!config.tlsCertificate && !config.tlsKey) {
    if (config.tlsClientCa) throw incomplete(OPTIONS.tlsClientCa.env);
    return { server: createServer(handler), isSecure: false, reload: () => {} };
  }
  const server = create(() => createSecureServer(tlsOptions(config), handler));
  return {
    server,
    isSecure: true,
    reload: () => create(() => server.setSecureContext(tlsOptions(config))),
  };
}

function tlsOptions(config: TlsConfig): ServerOptions {
  const cert = readPem('tlsCertificate', config.tlsCertificate);
  const key = readPem('tlsKey', config.tlsKey);
  if (!cert) throw incomplete(OPTIONS.tlsKey.env);
  if (!key) throw incomplete(OPTIONS.tlsCertificate.env);
  const ca = readPem('tlsClientCa', config.tlsClientCa);
  return {
    cert,
    key,
    passphrase: config.tlsKeyPassphrase,
    minVersion: 'TLSv1.2',
    ...(ca ? { ca, requestCert: true, rejectUnauthorized: true } : {}),
  };
}

function create<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const { tlsCertificate, tlsKey, tlsKeyPassphrase, tlsClientCa } = OPTIONS;
    throw new ConfigError([
      `The certificates cannot be used: ${reason}. Look at ${tlsCertificate.env}, ${tlsKey.env}, ${tlsKeyPassphrase.env} and ${tlsClientCa.env}.`,
    ]);
  }
}

function incomplete(given: string): ConfigError {
  const { tlsCertificate, tlsKey } = OPTIONS;
  return new ConfigError([
    `${given} is set alone. For https set ${tlsCertificate.env} and ${tlsKey.env} together.`,
  ]);
}
