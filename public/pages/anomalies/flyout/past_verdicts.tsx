import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import type { Label } from '../../../../common/api/labels/schema';
import { VerdictMark } from '../../../components/verdict_mark';
import { useTimes } from '../../../hooks/use_times';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { Section } from '../../../components/section';

const SHOWN = 5;

/** What people said of this pattern before; nothing where nobody did. */
export function PastVerdicts({ templateId }: { templateId: string }) {
  const { api } = useServices();
  const times = useTimes();
  const { data = [] } = useQuery<Label[], ApiError>({
    queryKey: ['labels'],
    queryFn: ({ signal }) => api.labels(signal),
    retry: false,
  });
  const labels = data
    .filter(({ template_id }) => template_id === templateId)
    .sort((a, b) => b.created_at.localeCompare(a.created_at))
    .slice(0, SHOWN);
  if (labels.length === 0) return null;
  return (
    <Section
      title={i18n.translate('anomalies.pastVerdicts.title', {
        defaultMessage: 'Verdicts on this pattern',
      })}
    >
      <table className="anmWhy" data-test-subj="anomaliesPastVerdicts">
        <tbody>
          {labels.map((label) => (
            <tr key={label.id}>
              <td className="anmNumber">{times.short(label.created_at)}</td>
              <td>
                <VerdictMark verdict={label.verdict} />
              </td>
              <td>{label.host}</td>
              <td className="anmSubdued">
                {label.until !== null &&
                  i18n.translate('anomalies.pastVerdicts.until', {
                    defaultMessage: 'until {time}',
                    values: { time: times.short(label.until) },
                  })}{' '}
                {[label.comment, label.user].filter((part) => part !== null).join(' – ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
