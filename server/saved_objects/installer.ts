import type { SavedObjectsClientContract } from '@kbn/core/server';
import type { DashboardsStatus } from '../../common/app_api/dashboards/schema';
import { AppError } from '../app_error';
import { idsOfSpace, savedObjects, type SavedObjectInput } from '.';

/** Installs and removes the saved objects of a space, with the rights of the signed-in user. */
export class SavedObjectsInstaller {
  private readonly objects: SavedObjectInput[];

  constructor(
    private readonly client: SavedObjectsClientContract,
    space: string,
  ) {
    this.objects = savedObjects(idsOfSpace(space));
  }

  async status(): Promise<DashboardsStatus> {
    const { saved_objects: found } = await this.client.bulkGet(this.refs());
    return {
      available: true,
      installed: found.filter(({ error }) => !error).length,
      total: this.objects.length,
      dashboards: this.objects
        .filter(({ type }) => type === 'dashboard')
        .map(({ id, attributes }) => ({ id, title: String(attributes.title) })),
    };
  }

  /** Writes all of them, over those that are there: what a user changed in them is lost. */
  async install(): Promise<DashboardsStatus> {
    const { saved_objects: created } = await this.client.bulkCreate(this.objects, {
      overwrite: true,
    });
    const failed = created.find(({ error }) => error);
    if (failed?.error) {
      throw new AppError(
        failed.error.statusCode,
        'not_installed',
        `Kibana refused ${failed.type} "${failed.id}": ${failed.error.message}`,
      );
    }
    return this.status();
  }

  async remove(): Promise<DashboardsStatus> {
    await this.client.bulkDelete(this.refs(), { force: true });
    return this.status();
  }

  private refs(): { type: string; id: string }[] {
    return this.objects.map(({ type, id }) => ({ type, id }));
  }
}
