import { EuiSkeletonText, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { PatternParameter } from '../../../../common/api/patterns/schema';
import type { PatternValues, SampleLine } from '../../../../common/app_api/patterns/schema';
import { ErrorPrompt } from '../../../components/query_gate';
import { usePeriod } from '../../../hooks/use_period';
import { useTimes } from '../../../hooks/use_times';
import { formatCount, formatPercent } from '../../../lib/numbers';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { Section } from '../../../components/section';

const SHOWN_VALUES = 5;

/** What the newest lines say where the pattern leaves them open, and some of these lines. */
export function Values({ id, text, linesEver }: { id: string; text: string; linesEver: number }) {
  const { api } = useServices();
  const { range } = usePeriod();
  const query = useQuery<PatternValues, ApiError>({
    queryKey: ['patterns', 'values', id, range.to],
    queryFn: ({ signal }) => api.patternValues({ id, text, ...range }, signal),
    staleTime: 30_000,
  });
  const { data, error } = query;
  const title = i18n.translate('anomalies.patterns.values.title', {
    defaultMessage: 'Values in its lines',
  });
  if (error) {
    return (
      <Section title={title}>
        <ErrorPrompt error={error} onRetry={() => void query.refetch()} />
      </Section>
    );
  }
  if (!data) {
    return (
      <Section title={title}>
        <EuiSkeletonText lines={6} />
      </Section>
    );
  }
  return (
    <>
      <Section title={title} end={data.lines > 0 && rangeText(data.lines, linesEver)}>
        {data.lines === 0 && (
          <EuiText size="s" className="anmSubdued">
            {i18n.translate('anomalies.patterns.values.gone', {
              defaultMessage:
                'No line of it is found in {index}: the logs were deleted, or you may not read them.',
              values: { index: data.index },
            })}
          </EuiText>
        )}
        {data.lines > 0 && data.parameters.length === 0 && (
          <EuiText size="s" className="anmSubdued">
            {i18n.translate('anomalies.patterns.values.none', {
              defaultMessage: 'Its lines are all alike: nothing in them varies.',
            })}
          </EuiText>
        )}
        {data.parameters.length > 0 && (
          <div className="anmParameters" data-test-subj="anomaliesParameters">
            {data.parameters.map((parameter, i) => (
              <Parameter key={i} parameter={parameter} />
            ))}
          </div>
        )}
      </Section>
      {data.samples.length > 0 && <Samples samples={data.samples} />}
    </>
  );
}

const rangeText = (lines: number, linesEver: number): string =>
  lines >= linesEver
    ? i18n.translate('anomalies.patterns.values.ofAll', {
        defaultMessage: 'of {lines, plural, one {its one line} other {all # lines}}',
        values: { lines },
      })
    : i18n.translate('anomalies.patterns.values.ofNewest', {
        defaultMessage: 'of the last {lines, plural, one {# line} other {# lines}}',
        values: { lines },
      });

function Parameter({
  parameter: { name, lines, distinct, values },
}: {
  parameter: PatternParameter;
}) {
  return (
    <table className="anmParameter">
      <caption>
        <strong>{name}</strong>{' '}
        <span className="anmSubdued">
          {i18n.translate('anomalies.patterns.values.distinct', {
            defaultMessage: '{count, plural, one {# value} other {# values}}',
            values: { count: distinct },
          })}
        </span>
      </caption>
      <tbody>
        {values.slice(0, SHOWN_VALUES).map((value) => (
          <tr key={value.text}>
            <td className="anmMono anmParameter__value" title={value.text}>
              {value.text}
            </td>
            <td className="anmNumber">{formatCount(value.lines)}</td>
            <td className="anmNumber anmSubdued">{formatPercent(value.lines / lines)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Samples({ samples }: { samples: SampleLine[] }) {
  const times = useTimes();
  return (
    <Section
      title={i18n.translate('anomalies.patterns.samples.title', { defaultMessage: 'Newest lines' })}
    >
      <ol className="anmNeighbours anmWell" data-test-subj="anomaliesPatternSamples">
        {samples.map(({ index, id, timestamp, message }) => (
          <li key={index + id}>
            <span className="anmNumber anmSubdued">
              {timestamp === null ? '–' : times.short(timestamp)}
            </span>
            <span className="anmClip" title={message}>
              {message}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
