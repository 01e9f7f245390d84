import type { TestElasticsearch } from '../../integration/helpers/elasticsearch';
import { addDocuments, logDocuments, SidecarProcess } from '../../integration/helpers/sidecar';

const LINES = 6_000;
const DAY_MS = 86_400_000;

/** A sidecar with an active model, trained on real log lines in an index of the test's own. */
export async function startTrainedSidecar(
  { client, url, prefix }: TestElasticsearch,
  env: Record<string, string> = {},
): Promise<SidecarProcess> {
  const sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url, ...env });
  const index = `${prefix}train`;
  await addDocuments(client, index, logDocuments(LINES, Date.now() - 4 * DAY_MS, 30_000));
  await sidecar.runJob({ type: 'train', index, backfill: false });
  return sidecar;
}
