import { answersAbout, TOO_MUCH } from '../integration/helpers/privileges';
import { Proxy } from '../integration/helpers/proxy';
import { subject, useApp } from './helpers/app';

let proxy: Proxy | undefined;
const app = useApp({
  logs: false,
  env: async (elasticsearchUrl) => {
    proxy = await Proxy.start(elasticsearchUrl);
    proxy.answer = answersAbout(TOO_MUCH);
    return { ELASTICSEARCH_URL: proxy.url };
  },
});
afterAll(() => proxy?.stop());

app.describe('with an account of the sidecar that may do more than it has to', () => {
  it('should say what is too much, and where a role with enough is', async () => {
    const { page, complaints } = await app.open('/app/anomalies/models');
    const callout = page.locator(subject('anomaliesPrivilegesExcessive'));
    await callout.waitFor();
    const text = await callout.innerText();
    expect(text).toContain('all, manage_security on the cluster; index, delete, create_doc on');
    expect(text).toContain('deploy/elasticsearch/anomalies_sidecar.role.json');
    expect(complaints).toEqual([]);
  });

  it('should not bother those who cannot change it', async () => {
    const { page } = await app.openAs(['read'], '/app/anomalies/models');
    await page.locator(subject('anomaliesStatusLine')).waitFor();
    expect(await page.locator(subject('anomaliesPrivilegesExcessive')).count()).toBe(0);
  });
});
