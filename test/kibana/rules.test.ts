import { APP_API } from '../../common/app_api/paths';
import { LOG_ANOMALY_RULE_TYPE, LOG_INCIDENT_RULE_TYPE } from '../../common/rule_types/ids';
import { eventually, subject, useKibana } from './helpers/kibana';
import { strangeLines } from './helpers/strange_lines';
import { testRules } from './helpers/test_rules';

const kibana = useKibana();
const lines = strangeLines(kibana);
const rules = testRules(kibana);

const LINES = 4;
const FIRES_MS = 60_000;
/** A window of a minute has to pass. */
const RECOVERS_MS = 150_000;
const TEST_MS = 300_000;

kibana.describe('rules', () => {
  afterAll(async () => {
    await rules.remove();
    await lines.remove();
  }, FIRES_MS);

  it(
    'should fire on lines that were just flagged and on their incident, one alert each, and recover',
    async () => {
      const host = lines.host;
      await rules.create({
        name: `lines of ${host}`,
        type: LOG_ANOMALY_RULE_TYPE,
        params: { count: LINES - 1, windowSize: 1, groupBy: 'host', filter: `host : ${host}` },
        detail: '{{{context.topLinesText}}}',
      });
      await rules.create({
        name: `incidents of ${host}`,
        type: LOG_INCIDENT_RULE_TYPE,
        params: { minSeverity: 'minor', host },
        detail: '{{{context.hosts}}}',
      });
      await lines.write(LINES);
      await eventually(async () => expect(await lines.flagged()).toBe(LINES), FIRES_MS);

      const ofLines = () => rules.notices(`lines of ${host}`);
      const ofIncident = () => rules.notices(`incidents of ${host}`);
      await eventually(async () => expect((await ofLines()).length).toBeGreaterThan(1), FIRES_MS);
      const [first] = await ofLines();
      expect(first).toMatchObject({ alert: host, group: 'critical' });
      expect(first.message).toMatch(
        new RegExp(`^${LINES} flagged lines within 1m, host ${host}\\.`),
      );
      expect(first.detail.split('\n')).toHaveLength(LINES);
      expect(first.detail).toContain(`${host}: EXT4-fs error`);
      expect(first.detail).toContain(lines.text);

      await eventually(
        async () => expect((await ofIncident()).length).toBeGreaterThan(1),
        FIRES_MS,
      );
      const [incident] = await ofIncident();
      // Of other hosts, too, where something happened there at the same time.
      expect(incident.detail).toContain(host);

      // The links of both open what they speak of.
      await kibana.open(pathOf(first.link));
      await kibana.page.getByText(lines.text).first().waitFor();
      await kibana.open(pathOf(incident.link));
      const sentence = kibana.page.locator(subject('anomaliesIncidentSentence'));
      await sentence.waitFor();
      expect(await sentence.innerText()).toBe(incident.message);

      await kibana.page.click(subject('anomaliesJudgeIncident-false_positive'));
      await kibana.page.locator(subject('anomaliesIncidentVerdict')).waitFor();

      await eventually(async () => {
        for (const notices of [await ofLines(), await ofIncident()]) {
          // Kibana promises to act at least once, so there may be another.
          expect(notices.map(({ group }) => group)).toContain('recovered');
          expect(new Set(notices.map(({ uuid }) => uuid)).size).toBe(1);
        }
      }, RECOVERS_MS);
      const path = `${APP_API.incidents}/${pathOf(incident.link).split('/').at(-1)}/verdict`;
      await kibana.call('POST', path, { verdict: 'none' });
    },
    TEST_MS,
  );
});

/** Of an address in Kibana, or of what it is without server.publicBaseUrl. */
function pathOf(link: string): string {
  const { pathname, search } = new URL(link, 'http://kibana.example');
  return pathname + search;
}
