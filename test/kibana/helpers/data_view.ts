import { DEFAULT_SOURCE_PATTERN } from '../../../common/indices';
import type { TestKibana } from './kibana';

/** Discover opens nothing, not even what a link names, in a Kibana without any data view. */
export async function ensureDataView(kibana: TestKibana): Promise<void> {
  const { data_view: views } = await kibana.call<{ data_view: unknown[] }>(
    'GET',
    '/api/data_views',
  );
  if (views.length > 0) return;
  await kibana.call('POST', '/api/data_views/data_view', {
    data_view: { title: DEFAULT_SOURCE_PATTERN, timeFieldName: '@timestamp' },
  });
}
