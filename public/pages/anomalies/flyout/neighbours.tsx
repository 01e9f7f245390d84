import { EuiButtonEmpty, EuiSkeletonText, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AnomalyContext, NeighbourLine } from '../../../../common/app_api/context/schema';
import { SeverityMark } from '../../../components/severity_mark';
import { useTimes } from '../../../hooks/use_times';
import type { ApiError } from '../../../services/api_error';
import { Section } from '../../../components/section';

export const FEW_LINES = 5;
export const MANY_LINES = 50;

/** The lines before and after in the same stream, those that were flagged marked with their scores. */
export function Neighbours({
  data,
  error,
  isFetching,
  lines,
  onMore,
}: {
  data: AnomalyContext | undefined;
  error: ApiError | null;
  isFetching: boolean;
  lines: number;
  onMore(): void;
}) {
  const stream = Object.values(data?.stream ?? {}).join(' · ');
  return (
    <Section
      title={i18n.translate('anomalies.neighbours.title', {
        defaultMessage: '{lines} lines before and after',
        values: { lines },
      })}
      end={
        <>
          {stream}{' '}
          {lines < MANY_LINES && data?.line && (
            <EuiButtonEmpty
              size="xs"
              flush="right"
              onClick={onMore}
              isLoading={isFetching}
              data-test-subj="anomaliesMoreNeighbours"
            >
              {i18n.translate('anomalies.neighbours.more', {
                defaultMessage: 'Show {lines}',
                values: { lines: MANY_LINES },
              })}
            </EuiButtonEmpty>
          )}
        </>
      }
    >
      {error && (
        <EuiText size="s" color="danger">
          {error.message}
        </EuiText>
      )}
      {!data && !error && <EuiSkeletonText lines={6} size="s" />}
      {data && !data.line && (
        <EuiText size="s" className="anmSubdued">
          {i18n.translate('anomalies.neighbours.gone', {
            defaultMessage:
              'The logs around this line are gone, or you may not read them. The line itself was kept.',
          })}
        </EuiText>
      )}
      {data?.line && (
        <ol className="anmNeighbours anmWell" data-test-subj="anomaliesNeighbours">
          {data.before.map((line) => (
            <Line key={line.index + line.id} line={line} />
          ))}
          <Line isCurrent line={data.line} />
          {data.after.map((line) => (
            <Line key={line.index + line.id} line={line} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Line({ line, isCurrent = false }: { line: NeighbourLine; isCurrent?: boolean }) {
  const times = useTimes();
  return (
    <li
      aria-current={isCurrent ? 'true' : undefined}
      className={isCurrent ? 'isCurrent' : undefined}
    >
      <span className="anmNumber anmSubdued">
        {line.timestamp === null ? '–' : times.clock(line.timestamp)}
      </span>
      <span className="anmClip" title={line.message}>
        {line.message}
      </span>
      {line.score !== undefined && <SeverityMark score={line.score} hideLabel />}
    </li>
  );
}
