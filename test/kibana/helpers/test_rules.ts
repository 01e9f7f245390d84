import { randomBytes } from 'node:crypto';
import type { TestKibana } from './kibana';

/** What an action wrote down about an alert. */
export interface Notice {
  rule: string;
  alert: string;
  /** Stays the same as long as the alert does. */
  uuid: string;
  group: string;
  message: string;
  link: string;
  /** The strangest lines, or the suspect of an incident. */
  detail: string;
}

interface NewRule {
  /** Says which rule a notice is of. */
  name: string;
  type: string;
  params: object;
  /** Template of `detail`, with {{context.…}}. */
  detail: string;
  /** Path of the space, such as /s/ops. */
  space?: string;
}

const EVERY_CHECK = { summary: false, notify_when: 'onActiveAlert', throttle: null };
const ACTION_GROUPS = ['critical', 'warning', 'recovered'];

/**
 * Rules that are checked every five seconds, with an index connector as their action: Kibana itself fills in the
 * templates, and what it wrote can be read. To be called once at the top of a test file.
 */
export function testRules(kibana: TestKibana) {
  const index = `kibana-test-notices-${randomBytes(3).toString('hex')}`;
  const created: string[] = [];

  return {
    async create({ name, type, params, detail, space = '' }: NewRule): Promise<string> {
      const connector = await kibana.call<{ id: string }>(
        'POST',
        `${space}/api/actions/connector`,
        {
          name: `Notices of ${name}`,
          connector_type_id: '.index',
          config: { index, refresh: true },
        },
      );
      created.push(`${space}/api/actions/connector/${connector.id}`);
      const notice: Notice = {
        rule: '{{rule.name}}',
        alert: '{{alert.id}}',
        uuid: '{{alert.uuid}}',
        group: '{{alert.actionGroup}}',
        message: '{{context.message}}',
        link: '{{{context.link}}}',
        detail,
      };
      const rule = await kibana.call<{ id: string }>('POST', `${space}/api/alerting/rule`, {
        name,
        rule_type_id: type,
        consumer: 'anomalies',
        schedule: { interval: '5s' },
        params,
        actions: ACTION_GROUPS.map((group) => ({
          id: connector.id,
          group,
          params: { documents: [notice] },
          frequency: EVERY_CHECK,
        })),
      });
      created.push(`${space}/api/alerting/rule/${rule.id}`);
      return rule.id;
    },

    /** What the actions wrote so far about a rule. */
    async notices(rule: string): Promise<Notice[]> {
      const { hits } = await kibana.elasticsearch<{ hits: { hits: { _source: Notice }[] } }>(
        'POST',
        `${index}/_search?ignore_unavailable=true&size=1000`,
        { query: { match_phrase: { rule } } },
      );
      return hits.hits.map(({ _source }) => _source);
    },

    async remove(): Promise<void> {
      for (const path of created.splice(0).reverse()) await kibana.call('DELETE', path);
      await kibana.elasticsearch('DELETE', `${index}?ignore_unavailable=true`);
    },
  };
}
