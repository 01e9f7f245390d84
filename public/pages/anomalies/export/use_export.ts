import { i18n } from '@kbn/i18n';
import { useEffect, useRef, useState } from 'react';
import { EXPORT_HEADERS, type ExportRequestInput } from '../../../../common/app_api/export/schema';
import { formatCount } from '../../../lib/numbers';
import { toApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { readDownload, saveFile } from './read_download';

/** Rows that are here, of those that the file will have; null while it is not known how many. */
export interface ExportProgress {
  rows: number;
  of: number | null;
}

/** Fetches what is filtered as a file; leaving the page gives it up. */
export function useExport() {
  const { api, core } = useServices();
  const { toasts } = core.notifications;
  const [progress, setProgress] = useState<ExportProgress>();
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);

  const start = async (request: ExportRequestInput) => {
    const controller = new AbortController();
    running.current = controller;
    setProgress({ rows: 0, of: null });
    try {
      const response = await api.exportCsv(request, controller.signal);
      if (!response?.body) throw new Error(NO_BODY);
      const of = Number(response.headers.get(EXPORT_HEADERS.rows));
      const total = Number(response.headers.get(EXPORT_HEADERS.total));
      const file = await readDownload(response.body, (rows) => setProgress({ rows, of }));
      saveFile(file, `anomalies-${request.from.slice(0, 10)}-${request.to.slice(0, 10)}.csv`);
      toasts.addSuccess({ ...savedText(of, total), 'data-test-subj': 'anomaliesExported' });
    } catch (error) {
      if (!controller.signal.aborted) {
        toasts.addDanger({ title: BROKEN, text: toApiError(error).message });
      }
    } finally {
      // Of a page that was left nothing is drawn any more.
      if (running.current === controller && !controller.signal.aborted) setProgress(undefined);
    }
  };
  const cancel = () => {
    running.current?.abort();
    setProgress(undefined);
  };
  return { progress, start, cancel };
}

const NO_BODY = i18n.translate('anomalies.export.noBody', {
  defaultMessage: 'The server sent no file.',
});

const BROKEN = i18n.translate('anomalies.export.broken', {
  defaultMessage: 'The export broke off, nothing was saved',
});

function savedText(rows: number, total: number): { title: string; text?: string } {
  const title = i18n.translate('anomalies.export.saved', {
    defaultMessage: '{rows, plural, one {# line} other {# lines}} saved as CSV',
    values: { rows },
  });
  if (rows >= total) return { title };
  return {
    title,
    text: i18n.translate('anomalies.export.cut', {
      defaultMessage:
        'It was cut: {total} match. Narrow the period or the filters to get the others.',
      values: { total: formatCount(total) },
    }),
  };
}
