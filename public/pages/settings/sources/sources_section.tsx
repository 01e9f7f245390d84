import { EuiFieldText, EuiFormRow, EuiSkeletonText, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Preview } from '../../../../common/api/sources/schema';
import { Panel } from '../../../components/panel';
import { ErrorPrompt } from '../../../components/query_gate';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { ChangedBy } from '../changed_by';
import { useDraft } from '../draft';
import { OriginNote } from '../origin_note';
import { FieldRows } from './field_rows';
import { SourcePreview } from './source_preview';

/** A key is pressed more often than a preview should be asked for. */
const TYPING_MS = 400;

/** Which indices hold the logs, and which of their fields hold what; with what comes of it before it is saved. */
export function SourcesSection() {
  const { saved, values, change, readOnlyReason } = useDraft();
  const { pattern, fields } = values.sources;
  const shown = pattern ?? saved.defaults.pattern;
  // All of them, since what is left out would be read as it is saved, not as it would be after a reset.
  const chosen = Object.entries(fields).filter(([, names]) => names !== undefined);
  const preview = useSourcePreview(shown, {
    ...saved.defaults.fields,
    ...Object.fromEntries(chosen),
  });
  return (
    <>
      <Panel
        title={i18n.translate('anomalies.sources.title', { defaultMessage: 'Where the logs are' })}
        remark={<ChangedBy section="sources" />}
        data-test-subj="anomaliesSources"
      >
        <div className="anmForm">
          <EuiFormRow
            fullWidth
            label={i18n.translate('anomalies.sources.pattern', {
              defaultMessage: 'Index patterns',
            })}
            helpText={
              <OriginNote
                isSet={pattern !== undefined}
                variable="ANOMALIES_SOURCE_PATTERN"
                onReset={() => change('sources', { pattern: undefined })}
              />
            }
          >
            <EuiFieldText
              fullWidth
              compressed
              className="anmMono"
              value={shown}
              maxLength={200}
              readOnly={readOnlyReason !== undefined}
              onChange={({ target }) => {
                const typed = target.value.replace(/\s/g, '');
                change('sources', { pattern: typed === '' ? undefined : typed });
              }}
              data-test-subj="anomaliesSourcePattern"
            />
          </EuiFormRow>
          <EuiText size="xs" className="anmSubdued">
            {i18n.translate('anomalies.sources.patternHelp', {
              defaultMessage:
                'Several patterns are parted by commas; one that begins with “-” is left out. New lines of all of them are scored by the active model. Lines that are there already are not: score the past on the Models page.',
            })}
          </EuiText>
        </div>
      </Panel>
      <Panel
        title={i18n.translate('anomalies.sources.fields', {
          defaultMessage: 'What stands in which field',
        })}
        remark={i18n.translate('anomalies.sources.fieldsRemark', {
          defaultMessage: 'several: the first that a line has counts',
        })}
      >
        <EuiSpacer size="s" />
        <FieldRows preview={preview.data} />
      </Panel>
      {readOnlyReason === undefined && (
        <Panel
          title={i18n.translate('anomalies.sources.preview', {
            defaultMessage: 'How lines are read with that',
          })}
          data-test-subj="anomaliesSourcePreview"
        >
          {preview.error ? (
            <ErrorPrompt error={preview.error} onRetry={() => void preview.refetch()} />
          ) : preview.data ? (
            <SourcePreview preview={preview.data} isOld={preview.isFetching} />
          ) : (
            <EuiSkeletonText lines={8} size="s" />
          )}
        </Panel>
      )}
    </>
  );
}

function useSourcePreview(index: string, fields: object) {
  const { api, can } = useServices();
  const asked = useSettled(JSON.stringify({ index, fields }));
  return useQuery<Preview, ApiError>({
    queryKey: ['sourcePreview', asked],
    queryFn: ({ signal }) => api.preview(JSON.parse(asked) as { index: string }, signal),
    keepPreviousData: true,
    retry: false,
    enabled: can.manage,
  });
}

/** The value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
