import { countRuleSchema, incidentRuleSchema } from '../../../../../common/api/settings/rules';
import { notifierSchema } from '../../../../../common/api/settings/notifiers';
import { ruleSentence } from '../../../../../public/pages/settings/notifications/rule_sentence';

// Kibana gives this module to the app; the host's stand-in uses the very library that Kibana does.
jest.mock(
  '@kbn/i18n',
  () => jest.requireActual('../../../../../dev/host/browser/shared_deps/kbn_i18n'),
  { virtual: true },
);

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const notifiers = [
  notifierSchema.parse({ id: 'mail', name: 'Ops mail', type: 'slack', url_secret: 'S' }),
  notifierSchema.parse({ id: 'hook', name: 'Pager', type: 'slack', url_secret: 'S' }),
];
const count = (part: object) =>
  ruleSentence(countRuleSchema.parse({ id: 'a', name: 'a', kind: 'count', ...part }), notifiers);

describe('the sentence of a rule', () => {
  it('should say what it does as it comes', () => {
    expect(count({ notifiers: ['mail', 'hook'] })).toBe(
      'More than 5 lines of severity Major or worse in 5 minutes, to Ops mail, Pager.',
    );
    expect(count({ more_than: 1, within_minutes: 1 })).toBe(
      'More than 1 line of severity Major or worse in 1 minute, to nobody.',
    );
  });

  it('should name hosts, quiet hours and what is told at once', () => {
    const quiet = {
      timezone: 'Europe/Berlin',
      windows: [
        { days: WEEK, from: '22:00', to: '07:00' },
        { days: ['sat', 'sun'], from: '07:00', to: '10:00' },
      ],
    };
    const part = { severity: 'minor', hosts: ['web-*', 'db-1'], notifiers: ['mail'], quiet };
    expect(count({ ...part, critical_at_once: true })).toBe(
      'More than 5 lines of severity Minor or worse in 5 minutes, on host web-* or db-1, to Ops mail, quiet 22:00–07:00 or Sat Sun 07:00–10:00, critical ones at once.',
    );
  });

  it('should say when it is summed up, and that it is silent in the end', () => {
    const rule = { id: 'a', name: 'a', kind: 'incident', notifiers: ['hook'], recovery: false };
    const digest = { kind: 'daily', at: '08:00', timezone: 'UTC' };
    expect(ruleSentence(incidentRuleSchema.parse({ ...rule, digest }), notifiers)).toBe(
      'Each new incident of severity Major or worse, to Pager, summed up daily at 08:00, without word when it is over.',
    );
    expect(count({ digest: { kind: 'interval', every_minutes: 60 } })).toContain(
      'summed up every 60 minutes',
    );
  });
});
