#!/usr/bin/env node
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app';
import { ConfigError, loadConfig, type Config } from './config';
import { OPTIONS } from './options';
import { createListener, type Listener } from './listener';
import { createLogger, type Logger } from './logger';
import { Sidecar } from './sidecar';
import { VERSION } from './version';

/** How long requests may take to end when the process stops. */
const CLOSE_TIMEOUT_MS = 5_000;
/** A slow sender cannot hold a connection for ever. */
const REQUEST_TIMEOUT_MS = 120_000;

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLogger(config.logLevel);
  const sidecar = new Sidecar(config, log);
  const listener = createListener(config, createApp(sidecar.services));
  const { server } = listener;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  const { address, port } = await listen(server, config);
  const protocol = listener.isSecure ? 'https' : 'http';
  log.info({ protocol, address, port, version: VERSION }, 'Listening');
  process.on('SIGHUP', () => {
    reloadCertificates(listener, log);
    reloadLogLevel(sidecar, log);
  });

  let stopping: Promise<void> | null = null;
  const stop = (signal: string) => {
    stopping ??= (async () => {
      log.info({ signal }, 'Stopping: the running batches are finished');
      const closed = closeServer(server);
      await sidecar.stop();
      await closed;
      log.info('Stopped');
    })().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'Stopped with an error');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await sidecar.start();
}

function reloadCertificates(listener: Listener, log: Logger): void {
  try {
    listener.reload();
    log.info('Certificates read again');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.error({ reason }, 'The certificates of before stay in use');
  }
}

/** What can change while the process runs is the file of the configuration. */
function reloadLogLevel({ services }: Sidecar, log: Logger): void {
  try {
    services.logLevel.configure(loadConfig(process.env).logLevel);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.error({ reason }, 'The log level of before stays: the configuration cannot be read');
  }
}

function listen(server: Server, { host, port }: Config): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError([
        `Port ${port} on ${host} is in use, maybe by another sidecar: stop that, or set ${OPTIONS.port.env} to another port.`,
      ]);
    case 'EACCES':
      return new ConfigError([
        `Port ${port} may not be opened by this user: set ${OPTIONS.port.env} to one from 1024 on.`,
      ]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError([
        `This machine has no address "${host}": set ${OPTIONS.host.env} to 127.0.0.1 or an address of its own.`,
      ]);
    default:
      return error;
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS).unref();
  });
}

main().catch((error: unknown) => {
  const message =
    error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : error;
  process.stderr.write(`anomalies sidecar: ${String(message)}\n`);
  process.exit(1);
});
