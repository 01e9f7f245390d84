import { EXPORT_HEADERS, exportRequestSchema } from '../../common/app_api/export/schema';
import { APP_API } from '../../common/app_api/paths';
import { exportCsv } from '../queries/export/export_csv';
import { requires } from './access';
import { zodValidator, type RegisterRoute } from './handle';
import { handleDownload } from './handle_download';

export const registerExportRoute: RegisterRoute = (router, dependencies) =>
  router.post(
    {
      path: APP_API.export,
      validate: { body: zodValidator(exportRequestSchema) },
      ...requires('read'),
    },
    handleDownload(dependencies, async ({ request, elasticsearch, signal }) => {
      const { rows, total, chunks } = await exportCsv(
        { elasticsearch, signal },
        request.body,
        await dependencies.activeModel.id(),
      );
      return {
        chunks,
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="anomalies.csv"',
          'cache-control': 'no-store',
          [EXPORT_HEADERS.rows]: String(rows),
          [EXPORT_HEADERS.total]: String(total),
        },
      };
    }),
  );
