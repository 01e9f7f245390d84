import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { isLoopback } from '../config';
import type { ClientLimits } from './client_limits';
import { ProblemError } from '../store/stores';

interface Caller {
  /** Which of the keys was shown; null for none, or a wrong one. */
  keyIndex: number | null;
}

/** Finds out which key a request shows, and counts it. Comes before all other handlers. */
export function countCallers(keys: readonly string[], limits: ClientLimits): RequestHandler {
  const hashes = keys.map(hashOf);
  return async (request, response, next) => {
    const keyIndex = keys.length > 0 ? indexOfKey(hashes, keyOf(request)) : null;
    response.locals.caller = { keyIndex } satisfies Caller;
    await limits.request(request, keyIndex);
    next();
  };
}

/** Lets requests with one of the keys pass; without keys, those of this machine's own programs. */
export function requireKey(keys: readonly string[], limits: ClientLimits): RequestHandler {
  return async (request, response, next) => {
    if (keys.length === 0) refuseForeignPages(request);
    else {
      const { keyIndex } = response.locals.caller as Caller;
      await limits.signIn(request, keyIndex);
      if (keyIndex === null) {
        response.setHeader('WWW-Authenticate', 'Bearer');
        throw new ProblemError(
          401,
          'unauthorized',
          'A key is needed: send it as "Authorization: Bearer KEY" or "x-api-key: KEY". It is one of ANOMALIES_SIDECAR_KEYS.',
        );
      }
    }
    next();
  };
}

function keyOf(request: Request): string {
  const bearer = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '');
  return bearer?.[1] ?? request.get('x-api-key') ?? '';
}

/** Compares with every key in full, so that the time taken tells nothing about any. */
function indexOfKey(hashes: readonly Buffer[], key: string): number | null {
  const hash = hashOf(key);
  let found: number | null = null;
  hashes.forEach((known, index) => {
    if (timingSafeEqual(known, hash)) found = index;
  });
  return found;
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/**
 * Without keys only this machine can reach the sidecar, but so can web pages that are open on it: those of other
 * origins, and those that had their own name resolve to this machine.
 */
function refuseForeignPages(request: Request): void {
  const host = request.get('host') ?? '';
  const origin = request.get('origin');
  const isForeign = origin !== undefined && !sameHost(origin, host);
  if (isLoopback(nameOf(host)) && !isForeign) return;
  throw new ProblemError(
    403,
    'forbidden',
    'Without a key the sidecar answers programs on its own machine only, asked for as 127.0.0.1 or localhost. Set ANOMALIES_SIDECAR_KEYS to reach it otherwise.',
  );
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

function sameHost(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
