import { APP_API } from '../../common/app_api/paths';
import { rulePreviewRequestSchema } from '../../common/app_api/rule_preview/schema';
import { previewRule } from '../queries/rule_preview';
import { requires } from './access';
import { handle, zodValidator, type RegisterRoute } from './handle';

export const registerRulePreviewRoute: RegisterRoute = (router, dependencies) =>
  router.post(
    {
      path: APP_API.rulePreview,
      validate: { body: zodValidator(rulePreviewRequestSchema) },
      ...requires('read'),
    },
    handle(dependencies, ({ request, elasticsearch, signal }) =>
      previewRule({ elasticsearch, signal }, request.body),
    ),
  );
