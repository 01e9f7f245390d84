import { EuiSkeletonText, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { Label } from '../../../../common/api/labels/schema';
import type { AnomalyRow } from '../../../../common/app_api/search/schema';
import type { SimilarLines } from '../../../../common/app_api/similar/schema';
import { SeverityMark } from '../../../components/severity_mark';
import { VerdictMark } from '../../../components/verdict_mark';
import { useTimes } from '../../../hooks/use_times';
import { formatCount } from '../../../lib/numbers';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { Section } from '../../../components/section';

const SHOWN = 5;

/** Other flagged lines like this one, and what was said of them. */
export function Similar({
  row,
  onOpen,
}: {
  row: AnomalyRow;
  onOpen(selected: { index: string; id: string }): void;
}) {
  const { api } = useServices();
  const { data, error } = useQuery<SimilarLines, ApiError>({
    queryKey: ['similar', row.index, row.id],
    queryFn: ({ signal }) => api.similar(row.index, row.id, SHOWN, signal),
  });
  const { data: labels = [] } = useQuery<Label[], ApiError>({
    queryKey: ['labels'],
    queryFn: ({ signal }) => api.labels(signal),
    retry: false,
  });
  return (
    <Section
      title={i18n.translate('anomalies.similar.title', {
        defaultMessage: 'Similar lines, and what was said of them',
      })}
      end={
        data &&
        data.total > 0 &&
        i18n.translate('anomalies.similar.count', {
          defaultMessage: '{shown} of {total}',
          values: { shown: formatCount(data.rows.length), total: formatCount(data.total) },
        })
      }
    >
      {error && (
        <EuiText size="s" color="danger">
          {error.message}
        </EuiText>
      )}
      {!data && !error && <EuiSkeletonText lines={3} size="s" />}
      {data?.rows.length === 0 && (
        <EuiText size="s" className="anmSubdued">
          {i18n.translate('anomalies.similar.none', {
            defaultMessage: 'No other flagged line is like this one.',
          })}
        </EuiText>
      )}
      {data && data.rows.length > 0 && (
        <ul className="anmSimilar" data-test-subj="anomaliesSimilar">
          {data.rows.map((similar) => (
            <SimilarLine
              key={similar.id}
              row={similar}
              label={labels.find(({ id }) => id === similar.document.anomaly.label_id)}
              onOpen={() => onOpen({ index: similar.index, id: similar.id })}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

function SimilarLine({
  row: { document },
  label,
  onOpen,
}: {
  row: AnomalyRow;
  label: Label | undefined;
  onOpen(): void;
}) {
  const times = useTimes();
  const said = [label?.comment, label?.user].filter((part) => part !== null && part !== undefined);
  return (
    <li>
      <button
        type="button"
        className="anmSimilar__line"
        onClick={onOpen}
        data-test-subj="anomaliesSimilarLine"
      >
        <span className="anmNumber anmSubdued">{times.short(document['@timestamp'])}</span>
        <SeverityMark score={document.anomaly.score} hideLabel />
        <span className="anmClip anmSubdued">{document.host.name}</span>
        <span className="anmClip anmMono" title={document.message}>
          {document.message}
        </span>
      </button>
      {document.anomaly.label && (
        <span className="anmSimilar__said">
          <VerdictMark verdict={document.anomaly.label} />
          <span className="anmClip anmSubdued">{said.join(' – ')}</span>
        </span>
      )}
    </li>
  );
}
