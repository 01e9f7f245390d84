import { EuiText, useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useLocation } from 'react-router-dom';
import type { NameCount, PatternDetails } from '../../../../common/app_api/patterns/schema';
import { AppLink } from '../../../components/app_link';
import { PatternBars } from '../../../components/pattern_bars';
import { useTimes } from '../../../hooks/use_times';
import { reviewPath } from '../../../lib/links';
import { formatCount } from '../../../lib/numbers';
import { Section } from '../../../components/section';

const CHART_HEIGHT_PX = 120;
const SHOWN_NAMES = 5;

/** How often in the period, since when at all, on which hosts and from which services. */
export function History({ details }: { details: PatternDetails }) {
  const { search } = useLocation();
  const times = useTimes();
  const { lines, flagged, linesEver, first, last, trained, hosts, services } = details;
  const time = (at: string | null) => (at === null ? '–' : times.seconds(at));
  const facts = [
    {
      title: i18n.translate('anomalies.patterns.fact.first', { defaultMessage: 'First seen' }),
      value: time(first),
    },
    {
      title: i18n.translate('anomalies.patterns.fact.last', { defaultMessage: 'Last seen' }),
      value: time(last),
    },
    {
      title: i18n.translate('anomalies.patterns.fact.ever', { defaultMessage: 'Lines ever' }),
      value: formatCount(linesEver),
    },
    {
      title: i18n.translate('anomalies.patterns.fact.trained', {
        defaultMessage: 'Known to training',
      }),
      value:
        trained === null
          ? i18n.translate('anomalies.patterns.fact.untrained', { defaultMessage: 'no' })
          : i18n.translate('anomalies.patterns.fact.trainedLines', {
              defaultMessage: '{count, plural, one {# line} other {# lines}}, {model}',
              values: { count: trained.lines, model: trained.model },
            }),
    },
    {
      title: i18n.translate('anomalies.patterns.fact.hosts', { defaultMessage: 'Hosts' }),
      value: namesText(hosts),
    },
    {
      title: i18n.translate('anomalies.patterns.fact.services', { defaultMessage: 'Services' }),
      value: namesText(services),
    },
  ];
  return (
    <Section
      title={i18n.translate('anomalies.patterns.fact.title', {
        defaultMessage: '{count, plural, one {# line} other {# lines}} in the period',
        values: { count: lines },
      })}
      end={
        flagged > 0 ? (
          <AppLink
            path={reviewPath(search, { pattern: [details.id] })}
            data-test-subj="anomaliesPatternFlagged"
          >
            {i18n.translate('anomalies.patterns.fact.flagged', {
              defaultMessage: '{count, plural, one {# flagged line} other {# flagged lines}}',
              values: { count: flagged },
            })}
          </AppLink>
        ) : (
          i18n.translate('anomalies.patterns.fact.noneFlagged', { defaultMessage: 'none flagged' })
        )
      }
    >
      <Bars details={details} />
      <dl className="anmFacts" data-test-subj="anomaliesPatternFacts">
        {facts.map(({ title, value }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {!details.knowsLists && (
        <EuiText size="xs" className="anmSubdued">
          {i18n.translate('anomalies.patterns.listsUnknown', {
            defaultMessage: 'The sidecar does not answer: what is watched or muted is not known.',
          })}
        </EuiText>
      )}
    </Section>
  );
}

/** "web-1 (1,204), web-2 (12) and 3 more". */
function namesText(names: NameCount[]): string {
  const shown = names
    .slice(0, SHOWN_NAMES)
    .map(({ name, lines }) => `${name} (${formatCount(lines)})`)
    .join(', ');
  const more = names.length - SHOWN_NAMES;
  if (more <= 0) return shown || '–';
  return i18n.translate('anomalies.patterns.fact.more', {
    defaultMessage: '{names} and {more} more',
    values: { names: shown, more: formatCount(more) },
  });
}

function Bars({ details: { grid, counts } }: { details: PatternDetails }) {
  const { euiTheme } = useEuiTheme();
  return (
    <PatternBars
      grid={grid}
      heightPx={CHART_HEIGHT_PX}
      hasCountAxis
      series={[
        {
          id: 'lines',
          name: i18n.translate('anomalies.timeline.lines', { defaultMessage: 'Lines' }),
          color: euiTheme.colors.darkShade,
          counts,
        },
      ]}
    />
  );
}
