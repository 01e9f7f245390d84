import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useLocation } from 'react-router-dom';
import type { PatternNewsRow, PatternTab } from '../../../common/app_api/patterns/schema';
import { AppLink } from '../../components/app_link';
import { PatternText } from '../../components/pattern_text';
import { useTimes } from '../../hooks/use_times';
import { patternsPath } from '../../lib/links';
import { formatCount } from '../../lib/numbers';
import { typicalText } from '../../lib/typical_text';

const MAX_PATTERN_CHARS = 160;

/** One pattern: what it looks like, where and since when, how many lines against the usual. */
export function PatternNewsItem({ tab, row }: { tab: PatternTab; row: PatternNewsRow }) {
  const { search } = useLocation();
  const times = useTimes();
  const { id, text, hosts, services, first, last, lines, flagged, typicalPerDay } = row;
  const where = [hosts.join(', '), services.join(', ')].filter(Boolean).join(' · ');
  return (
    <li>
      <div className="anmPatterns__main">
        <AppLink path={patternsPath(search, { tab, selected: id })}>
          <PatternText
            text={text.length > MAX_PATTERN_CHARS ? `${text.slice(0, MAX_PATTERN_CHARS)}…` : text}
          />
        </AppLink>
        <EuiText size="xs" className="anmSubdued">
          {where}
          {first !== null &&
            last !== null &&
            i18n.translate('anomalies.patterns.seen', {
              defaultMessage: ' · first {first}, last {last}',
              values: { first: times.short(first), last: times.short(last) },
            })}
        </EuiText>
      </div>
      <EuiText size="xs" className="anmPatterns__count">
        <div>
          {i18n.translate('anomalies.patterns.lines', {
            defaultMessage: '{count, plural, one {# line} other {# lines}}',
            values: { count: lines },
          })}
        </div>
        <div className="anmSubdued">{typicalText(typicalPerDay)}</div>
        {flagged > 0 && (
          <div className="anmSubdued">
            {i18n.translate('anomalies.patterns.flaggedCount', {
              defaultMessage: '{count} flagged',
              values: { count: formatCount(flagged) },
            })}
          </div>
        )}
      </EuiText>
    </li>
  );
}
