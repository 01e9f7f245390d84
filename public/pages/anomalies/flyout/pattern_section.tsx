import { EuiSkeletonRectangle, EuiText, useEuiTheme } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router-dom';
import type { AnomalyDocument } from '../../../../common/anomaly';
import type { PatternHistory } from '../../../../common/app_api/pattern/schema';
import { AppLink } from '../../../components/app_link';
import { PatternBars } from '../../../components/pattern_bars';
import { PatternText } from '../../../components/pattern_text';
import { useTimes } from '../../../hooks/use_times';
import { reviewPath } from '../../../lib/links';
import { formatCount } from '../../../lib/numbers';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { Section } from '../../../components/section';

const CHART_HEIGHT_PX = 96;

/** The pattern that the line follows: since when, how often, when it was flagged. */
export function PatternSection({ document }: { document: AnomalyDocument }) {
  const { api } = useServices();
  const times = useTimes();
  const { search } = useLocation();
  const { template } = document.anomaly;
  const { data } = useQuery<PatternHistory, ApiError>({
    queryKey: ['pattern', template.id],
    queryFn: ({ signal }) =>
      api.pattern(
        {
          id: template.id,
          text: template.text,
          index: document.source.index,
          utc_offset_minutes: times.utcOffsetMinutes(document['@timestamp']),
        },
        signal,
      ),
  });
  return (
    <Section
      title={i18n.translate('anomalies.pattern.title', {
        defaultMessage: 'The pattern and its history',
      })}
      end={
        <AppLink path={reviewPath(search, { pattern: [template.id] })}>
          {i18n.translate('anomalies.pattern.showAll', { defaultMessage: 'Show its lines' })}
        </AppLink>
      }
    >
      <p className="anmSection__text">
        <PatternText text={template.text} />
      </p>
      {data ? (
        <div className="anmHistory" data-test-subj="anomaliesPatternHistory">
          <HistoryBars history={data} />
          <dl className="anmFacts">
            {factsOf(data, times.short).map(({ title, description }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{description}</dd>
              </div>
            ))}
          </dl>
        </div>
      ) : (
        <EuiSkeletonRectangle width="100%" height={CHART_HEIGHT_PX} />
      )}
      {template.is_new && (
        <EuiText size="xs" className="anmSubdued">
          {i18n.translate('anomalies.pattern.new', {
            defaultMessage: 'Training never saw this pattern.',
          })}
        </EuiText>
      )}
    </Section>
  );
}

function factsOf({ inLogs, flagged }: PatternHistory, short: (time: string) => string) {
  const { first, last } = inLogs ?? flagged;
  return [
    {
      title: i18n.translate('anomalies.pattern.firstSeen', { defaultMessage: 'First seen' }),
      description: first === null ? '–' : short(first),
    },
    {
      title: i18n.translate('anomalies.pattern.lastSeen', { defaultMessage: 'Last seen' }),
      description: last === null ? '–' : short(last),
    },
    {
      title: i18n.translate('anomalies.pattern.inLogs', {
        defaultMessage: 'Lines with these words',
      }),
      description: inLogs === null ? '–' : formatCount(inLogs.lines),
    },
    {
      title: i18n.translate('anomalies.pattern.flagged', { defaultMessage: 'Flagged' }),
      description: formatCount(flagged.lines),
    },
  ];
}

function HistoryBars({
  history: { grid, lineCounts, flaggedCounts },
}: {
  history: PatternHistory;
}) {
  const { euiTheme } = useEuiTheme();
  return (
    <PatternBars
      grid={grid}
      heightPx={CHART_HEIGHT_PX}
      hasCountAxis={false}
      series={[
        {
          id: 'flagged',
          name: i18n.translate('anomalies.pattern.flagged', { defaultMessage: 'Flagged' }),
          color: euiTheme.colors.primary,
          counts: flaggedCounts,
        },
        {
          id: 'others',
          name: i18n.translate('anomalies.pattern.others', { defaultMessage: 'Not flagged' }),
          color: euiTheme.colors.mediumShade,
          counts: lineCounts.map((lines, i) => Math.max(0, lines - flaggedCounts[i])),
        },
      ]}
    />
  );
}
