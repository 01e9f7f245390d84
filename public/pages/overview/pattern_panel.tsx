import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useLocation } from 'react-router-dom';
import type { PatternRow } from '../../../common/app_api/overview/schema';
import { AppLink } from '../../components/app_link';
import { Panel } from '../../components/panel';
import { PatternText } from '../../components/pattern_text';
import { SeverityMark } from '../../components/severity_mark';
import { useTimes } from '../../hooks/use_times';
import { reviewPath } from '../../lib/links';
import { formatCount } from '../../lib/numbers';

/** Patterns with where, since when and how often; a click shows their lines. */
export function PatternPanel({
  title,
  remark,
  empty,
  patterns,
  count,
  'data-test-subj': testSubject,
}: {
  title: string;
  remark: string;
  empty: string;
  patterns: PatternRow[];
  count: number;
  'data-test-subj'?: string;
}) {
  const { search } = useLocation();
  const times = useTimes();
  return (
    <Panel
      data-test-subj={testSubject}
      title={
        <>
          {title} <span className="anmSubdued">{formatCount(count)}</span>
        </>
      }
      remark={remark}
    >
      {patterns.length === 0 && (
        <EuiText size="s" className="anmSubdued">
          {empty}
        </EuiText>
      )}
      <ul className="anmPatterns">
        {patterns.map((pattern) => (
          <li key={pattern.id}>
            <div className="anmPatterns__main">
              <AppLink path={reviewPath(search, { pattern: [pattern.id] })}>
                <PatternText text={pattern.text} />
              </AppLink>
              <EuiText size="xs" className="anmSubdued">
                {i18n.translate('anomalies.patterns.where', {
                  defaultMessage: '{hosts} · {services} · first {first}, last {last}',
                  values: {
                    hosts: pattern.hosts.join(', '),
                    services: pattern.services.join(', '),
                    first: times.short(pattern.first),
                    last: times.short(pattern.last),
                  },
                })}
              </EuiText>
            </div>
            <EuiText size="xs" className="anmPatterns__count">
              <SeverityMark score={pattern.maxScore} />
              <div className="anmSubdued">
                {i18n.translate('anomalies.patterns.lines', {
                  defaultMessage: '{count, plural, one {# line} other {# lines}}',
                  values: { count: pattern.flagged },
                })}
              </div>
            </EuiText>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
