import { logAnomalyParamsSchema } from '../../../../common/rule_types/log_anomaly';
import type { LogAnomalyParams } from '../../../../common/rule_types/log_anomaly_params';
import { contextOf } from '../../../../server/rule_types/log_anomaly/context';
import { alertIdOf } from '../../../../server/rule_types/log_incident/executor';
import { AppLinks } from '../../../../server/rule_types/shared/app_links';
import { paramsValidator } from '../../../../server/rule_types/shared/validate_params';

const validator = paramsValidator(logAnomalyParamsSchema);
const defaults: LogAnomalyParams = validator.validate({});

describe('the parameters of the rule type "Log anomaly"', () => {
  it('should fire on more than 5 lines in 5 minutes by default', () => {
    expect(defaults).toMatchObject({ count: 5, windowSize: 5, windowUnit: 'm', groupBy: 'none' });
  });

  it('should name each field that is wrong', () => {
    expect(() => validator.validate({ count: -1, groupBy: 'colour' })).toThrow(
      /\[count\]: .*\[groupBy\]: /,
    );
  });

  it('should refuse what it does not know', () => {
    expect(() => validator.validate({ treshold: 3 })).toThrow(/treshold/);
  });
});

describe('links of actions', () => {
  const period = { fromMs: 1_000, toMs: 59_001 };

  it('should begin with the public address, and name the space', () => {
    const links = new AppLinks(
      { publicBaseUrl: 'https://kibana.example/base', serverBasePath: '/base' },
      'ops team',
    );
    expect(links.incident('a/b')).toBe(
      'https://kibana.example/base/s/ops%20team/app/anomalies/incidents/a%2Fb',
    );
  });

  it('should begin with the path where no public address is set, and leave out the default space', () => {
    const links = new AppLinks({ serverBasePath: '/base' }, 'default');
    expect(decodeURIComponent(links.anomalies({ host: ['web-1'] }, period))).toBe(
      "/base/app/anomalies/anomalies?_g=(time:(from:'1970-01-01T00:00:00.000Z',to:'1970-01-01T00:01:00.000Z'))&_a=(host:!(web-1))",
    );
  });
});

describe('what an action says', () => {
  const links = new AppLinks({ serverBasePath: '' }, 'default');
  const fired = { peakLines: 7, maxScore: 91.7 };

  it('should name the group and the count in a sentence', () => {
    const params = { ...defaults, groupBy: 'host' as const };
    const context = contextOf(params, 'web-1', fired, undefined, undefined, links, 0);
    expect(context).toMatchObject({
      message: '7 flagged lines within 5m, host web-1.',
      severity: 'critical',
      score: 91,
      count: 7,
      threshold: 5,
    });
  });

  it('should tell the incident that the lines belong to, and link it', () => {
    const incident = { id: 'i1', title: 'Failed logins', sentence: 'sshd failed on web-1.' };
    const context = contextOf(defaults, 'all', fired, undefined, incident, links, 0);
    expect(context.message).toBe('7 flagged lines within 5m. sshd failed on web-1.');
    expect(context.incidentLink).toBe('/app/anomalies/incidents/i1');
  });
});

describe('the alert of an incident', () => {
  it('should stay when the incident gets another id', () => {
    const incident = { id: 'new', former_ids: ['older', 'old'] };
    expect(alertIdOf(incident, new Set(['old']))).toBe('old');
    expect(alertIdOf(incident, new Set())).toBe('new');
  });
});
