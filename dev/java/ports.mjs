// @ts-check
import net from 'node:net';

const CONNECT_TIMEOUT_MS = 1000;

/**
 * Whether something on this machine listens on a loopback port.
 *
 * Asked in two ways, since neither is sure alone: on macOS a port that another program holds on
 * all addresses can still be bound on 127.0.0.1, and a full queue accepts no connection.
 *
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export async function isPortInUse(port) {
  return (await accepts(port)) || !(await canListen(port));
}

/** @returns {Promise<number>} a loopback port that is free now */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port, timeout: CONNECT_TIMEOUT_MS });
    /** @param {boolean} accepted */
    const settle = (accepted) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function canListen(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
