import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { isLoopback } from '../config';
import { ProblemError } from '../store/stores';

/** Lets requests with one of the keys pass; without keys, those of this machine's own programs. */
export function requireKey(keys: readonly string[]): RequestHandler {
  const hashes = keys.map(hashOf);
  return (request, response, next) => {
    if (hashes.length === 0) refuseForeignPages(request);
    else if (!isKnown(hashes, keyOf(request))) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      throw new ProblemError(
        401,
        'unauthorized',
        'A key is needed: send it as "Authorization: Bearer KEY" or "x-api-key: KEY". It is one of ANOMALIES_SIDECAR_KEYS.',
      );
    }
    next();
  };
}

function keyOf(request: Request): string {
  const bearer = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '');
  return bearer?.[1] ?? request.get('x-api-key') ?? '';
}

/** Compares with every key in full, so that the time taken tells nothing about any. */
function isKnown(hashes: readonly Buffer[], key: string): boolean {
  const hash = hashOf(key);
  let isOne = false;
  for (const known of hashes) isOne = timingSafeEqual(known, hash) || isOne;
  return isOne;
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
