import { z } from 'zod';
import {
  notificationStatusSchema,
  notifierTestSchema,
} from '../../../common/api/settings/notification_status';
import {
  retentionPreviewRequestSchema,
  retentionPreviewSchema,
  retentionStatusSchema,
} from '../../../common/api/settings/retention';
import { settingsRequestSchema, settingsSchema } from '../../../common/api/settings/schema';
import { requireElasticsearch, type Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';
import { idParams } from './ids';

const tag = 'Settings';

export function settingsEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/v1/settings',
      tag,
      summary: 'What is set in the app, and what holds where nothing is',
      response: settingsSchema,
      handle: () => requireElasticsearch(services).settings.get(),
    }),
    endpoint({
      method: 'put',
      path: '/v1/settings',
      tag,
      summary: 'Replace what is set in the app; running jobs take it up within seconds',
      body: settingsRequestSchema,
      response: settingsSchema,
      problems: { 409: 'They were changed meanwhile' },
      handle: ({ body }) => requireElasticsearch(services).settings.save(body),
    }),
    endpoint({
      method: 'post',
      path: '/v1/notifiers/{id}/test',
      tag,
      summary: 'Send a test message with a notifier as it is saved',
      params: idParams,
      body: z.object({}).optional(),
      response: notifierTestSchema,
      isBounded: true,
      problems: {
        404: 'There is no such notifier',
        409: 'A secret that it needs is not set',
        502: 'The other side did not take the message',
      },
      handle: async ({ params }) => ({
        detail: await requireElasticsearch(services).notifications.test(params.id),
      }),
    }),
    endpoint({
      method: 'get',
      path: '/v1/notifications',
      tag,
      summary: 'What every rule told last and has not told yet, and what notifiers have not taken',
      response: notificationStatusSchema,
      handle: () => requireElasticsearch(services).notifications.status(),
    }),
    endpoint({
      method: 'get',
      path: '/v1/retention',
      tag,
      summary: 'What was deleted last',
      response: retentionStatusSchema,
      handle: async () => ({
        last_run: (await requireElasticsearch(services).retention.state())?.last_run ?? null,
      }),
    }),
    endpoint({
      method: 'post',
      path: '/v1/retention/preview',
      tag,
      summary: 'What would be deleted now under such settings',
      body: retentionPreviewRequestSchema,
      response: retentionPreviewSchema,
      handle: ({ body }) => requireElasticsearch(services).retention.preview(body),
    }),
  ];
}
