import { errors, type DiagnosticResult } from '@elastic/elasticsearch';
import { describeError, isTransient } from '../../../../sidecar/elasticsearch/errors';
import { withRetry } from '../../../../sidecar/elasticsearch/retry';

function answered(statusCode: number, type = 'x'): errors.ResponseError {
  return new errors.ResponseError({
    statusCode,
    body: { error: { type, reason: 'because' }, status: statusCode },
    headers: {},
    warnings: null,
    meta: {} as DiagnosticResult['meta'],
  });
}

/** Fails with each error in turn, then succeeds. */
function failing(...failures: Error[]) {
  return jest.fn(async () => {
    const failure = failures.shift();
    if (failure) throw failure;
    return 'done';
  });
}

const fast = { baseDelayMs: 1, giveUpAfterMs: 10_000 };

describe('withRetry', () => {
  it('should try again after failures that pass, and say what it waits for', async () => {
    const onRetry = jest.fn();
    const onRecovered = jest.fn();
    const call = failing(answered(429), answered(503), new errors.ConnectionError('refused'));
    await expect(withRetry(call, { ...fast, onRetry, onRecovered })).resolves.toBe('done');
    expect(call).toHaveBeenCalledTimes(4);
    expect(onRetry.mock.calls.map(([reason]) => reason as string)).toEqual([
      expect.stringContaining('429'),
      expect.stringContaining('503'),
      'Elasticsearch does not answer: refused',
    ]);
    expect(onRecovered).toHaveBeenCalledTimes(1);
  });

  it('should throw at once what another try cannot mend', async () => {
    const call = failing(answered(404, 'index_not_found_exception'));
    await expect(withRetry(call, fast)).rejects.toThrow(errors.ResponseError);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('should wait longer from try to try, up to the bound', async () => {
    const delays: number[] = [];
    const call = failing(...Array.from({ length: 6 }, () => answered(503)));
    await withRetry(call, {
      ...fast,
      baseDelayMs: 2,
      maxDelayMs: 10,
      random: () => 1,
      onRetry: (_reason, delayMs) => delays.push(delayMs),
    });
    expect(delays).toEqual([2, 4, 8, 10, 10, 10]);
  });

  it('should give up after the time that it was given', async () => {
    const call = jest.fn(async () => {
      throw answered(503);
    });
    await expect(withRetry(call, { ...fast, giveUpAfterMs: 20 })).rejects.toThrow();
    expect(call.mock.calls.length).toBeGreaterThan(1);
  });

  it('should end its waiting at once when it is cancelled', async () => {
    const abort = new AbortController();
    const start = performance.now();
    const waiting = withRetry(failing(answered(503)), {
      giveUpAfterMs: Infinity,
      baseDelayMs: 60_000,
      maxDelayMs: 60_000,
      signal: abort.signal,
    });
    setTimeout(() => abort.abort(), 10);
    await expect(waiting).rejects.toThrow('aborted');
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('describeError', () => {
  it('should say what to do about credentials and privileges', () => {
    expect(describeError(answered(401))).toContain('ELASTICSEARCH_API_KEY');
    expect(describeError(answered(403))).toContain('lacks a privilege');
  });

  it('should know which failures pass', () => {
    expect([429, 502, 503, 504].map((status) => isTransient(answered(status)))).toEqual(
      Array(4).fill(true),
    );
    expect([400, 401, 403, 404, 409].map((status) => isTransient(answered(status)))).toEqual(
      Array(5).fill(false),
    );
  });
});
