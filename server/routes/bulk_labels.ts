import {
  bulkLabelResponseSchema,
  type BulkLabelResponse,
} from '../../common/api/labels/bulk_schema';
import type { Verdict } from '../../common/anomaly';
import {
  bulkJudgeRequestSchema,
  bulkRemoveRequestSchema,
  bulkRestoreRequestSchema,
  type BulkEffect,
} from '../../common/app_api/labels/schema';
import { APP_API } from '../../common/app_api/paths';
import { exampleOfEachPair, labelsOfMatching } from '../queries/bulk_targets';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

/** Many lines are judged anew; the sidecar does it within one request. */
const TIMEOUT_MS = 120_000;
const NOTHING: BulkLabelResponse = { labels: [], items: [], affected: 0 };

/** Verdicts on many lines: which ones matches is found out here with the reader's own rights. */
export const registerBulkLabelRoutes: RegisterRoute = (router, dependencies) => {
  const { sidecar, userOf, activeModel } = dependencies;
  const call = (path: string, body: object) =>
    sidecar.call('POST', path, bulkLabelResponseSchema, { body, timeoutMs: TIMEOUT_MS });
  const options = { ...requires('label') };

  router.post(
    {
      path: `${APP_API.labels}/bulk`,
      validate: { body: zodValidator(bulkJudgeRequestSchema) },
      ...options,
    },
    handle(dependencies, async ({ request, elasticsearch, signal }) => {
      const { verdict, mute_seconds, comment, ...target } = request.body;
      const anomalies =
        'anomalies' in target
          ? target.anomalies
          : await exampleOfEachPair(
              { elasticsearch, signal },
              target.matching,
              verdict,
              await activeModel.id(),
            );
      const user = await userOf(request);
      if (anomalies.length === 0) return effectOf(NOTHING, verdict);
      const body = { anomalies, verdict, mute_seconds, comment, user };
      return effectOf(await call('/v1/labels/bulk', body), verdict);
    }),
  );

  router.post(
    {
      path: `${APP_API.labels}/bulk_remove`,
      validate: { body: zodValidator(bulkRemoveRequestSchema) },
      ...options,
    },
    handle(dependencies, async ({ request, elasticsearch, signal }) => {
      const target = request.body;
      const ids =
        'ids' in target
          ? target.ids
          : await labelsOfMatching(
              { elasticsearch, signal },
              target.matching,
              await activeModel.id(),
            );
      if (ids.length === 0) return effectOf(NOTHING, null);
      return effectOf(await call('/v1/labels/bulk_delete', { ids }), null);
    }),
  );

  router.post(
    {
      path: `${APP_API.labels}/bulk_restore`,
      validate: { body: zodValidator(bulkRestoreRequestSchema) },
      ...options,
    },
    handle(dependencies, async ({ request }) =>
      effectOf(await call('/v1/labels/bulk_restore', request.body), null),
    ),
  );
};

const effectOf = (
  { labels, items, affected }: BulkLabelResponse,
  verdict: Verdict | null,
): BulkEffect => ({
  label_ids: labels.map(({ id }) => id),
  verdict,
  missing: items.filter(({ status }) => status === 'not_found').length,
  affected,
});
