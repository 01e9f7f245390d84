import { Readable } from 'node:stream';
import type { RequestHandler } from '@kbn/core/server';
import { asAppError } from '../app_error';
import { withRequestId } from '../request_id';
import { callOf, errorAnswer, type Call, type RouteDependencies } from './handle';

export interface Download {
  headers: Record<string, string>;
  /** The body in pieces; the next is asked for when the reader has taken the one before. */
  chunks: AsyncIterable<string>;
}

/**
 * Like `handle`, for a body that is made while it is sent. What fails before the first piece is an answer with a code;
 * what fails later breaks the connection, so that nobody takes half a file for a whole one.
 */
export function handleDownload<P, Q, B>(
  { logger }: RouteDependencies,
  run: (call: Call<P, Q, B>) => Promise<Download>,
): RequestHandler<P, Q, B> {
  return (context, request, response) =>
    withRequestId(request.uuid, async () => {
      const controller = new AbortController();
      const subscription = request.events.aborted$.subscribe(() => controller.abort());
      try {
        const { headers, chunks } = await run(await callOf(context, request, controller.signal));
        const body = Readable.from(chunks, { objectMode: false });
        body.on('error', (error) => {
          if (!controller.signal.aborted)
            logger.warn(`Download broken off: ${asAppError(error).message}`);
        });
        body.on('close', () => {
          controller.abort();
          subscription.unsubscribe();
        });
        return response.ok({ headers, body });
      } catch (error) {
        subscription.unsubscribe();
        return errorAnswer(error, response, logger, controller.signal);
      }
    });
}
