import {
  EuiBasicTable,
  EuiCallOut,
  EuiPanel,
  EuiSkeletonText,
  EuiSpacer,
  EuiText,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { HttpSetup } from '@kbn/core/public';
import moment from 'moment-timezone';
import { useEffect, useState } from 'react';
import { APP_API } from '../../common/app_api/paths';
import type {
  PreviewAlert,
  RulePreview,
  RulePreviewRequestInput,
} from '../../common/app_api/rule_preview/schema';
import { formatCount, formatDuration } from '../lib/numbers';
import { SEVERITY_LABELS } from '../lib/severity';
import { toApiError } from '../services/api_error';

/** So long nothing is typed before the server is asked. */
const PAUSE_MS = 500;
const LISTED = 5;

type State = { preview?: RulePreview; error?: string };

/** What the rule would have fired over the last day. */
export function RulePreviewPanel({
  http,
  request,
}: {
  http: HttpSetup;
  request: RulePreviewRequestInput;
}) {
  const body = JSON.stringify(request);
  const [{ preview, error }, setState] = useState<State>({});

  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      http
        .post<RulePreview>(APP_API.rulePreview, { body, signal: controller.signal })
        .then((answer) => setState({ preview: answer }))
        .catch((reason: unknown) => {
          if (!controller.signal.aborted) setState({ error: toApiError(reason).message });
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [http, body]);

  return (
    <>
      <EuiSpacer size="m" />
      <EuiPanel color="subdued" paddingSize="m" data-test-subj="anomaliesRulePreview">
        {error !== undefined ? (
          <EuiCallOut size="s" color="warning" title={error} />
        ) : preview ? (
          <Alerts preview={preview} />
        ) : (
          <EuiSkeletonText lines={2} />
        )}
      </EuiPanel>
      <EuiSpacer size="m" />
    </>
  );
}

function Alerts({ preview: { total, alerts, isCut } }: { preview: RulePreview }) {
  return (
    <>
      <EuiText size="s">
        <strong data-test-subj="anomaliesRulePreviewTotal">
          {i18n.translate('anomalies.ruleForm.preview.total', {
            defaultMessage:
              'Over the last day this would have fired {count, plural, one {# alert} other {# alerts}}.',
            values: { count: total },
          })}
        </strong>
        {isCut && (
          <p>
            {i18n.translate('anomalies.ruleForm.preview.cut', {
              defaultMessage: 'Only the groups with the most lines were looked at.',
            })}
          </p>
        )}
      </EuiText>
      {alerts.length > 0 && (
        <>
          <EuiSpacer size="s" />
          <EuiBasicTable
            compressed
            tableCaption={i18n.translate('anomalies.ruleForm.preview.caption', {
              defaultMessage: 'Alerts of the last day, newest first',
            })}
            items={alerts.slice(0, LISTED)}
            columns={COLUMNS}
          />
        </>
      )}
    </>
  );
}

const COLUMNS = [
  {
    name: i18n.translate('anomalies.ruleForm.preview.when', { defaultMessage: 'When' }),
    render: ({ start, end }: PreviewAlert) =>
      `${moment(start).format('MMM D, HH:mm')}, ${formatDuration((Date.parse(end) - Date.parse(start)) / 1000)}`,
  },
  {
    field: 'group' as const,
    name: i18n.translate('anomalies.ruleForm.preview.group', { defaultMessage: 'What' }),
    truncateText: true,
  },
  {
    name: i18n.translate('anomalies.ruleForm.preview.severity', { defaultMessage: 'Severity' }),
    render: ({ severity }: PreviewAlert) => SEVERITY_LABELS[severity],
  },
  {
    name: i18n.translate('anomalies.ruleForm.preview.lines', { defaultMessage: 'Lines' }),
    align: 'right' as const,
    render: ({ lines }: PreviewAlert) => formatCount(lines),
  },
];
