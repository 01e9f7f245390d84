import { APP_API } from '../../common/app_api/paths';
import { readEntities } from '../queries/entities';
import { requires } from './access';
import { handle, type RegisterRoute } from './handle';

export const registerEntitiesRoute: RegisterRoute = (router, dependencies) =>
  router.get(
    { path: APP_API.entities, validate: {}, ...requires('read') },
    handle(dependencies, ({ elasticsearch, signal }) => readEntities({ elasticsearch, signal })),
  );
