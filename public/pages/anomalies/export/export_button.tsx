import { EuiButtonEmpty, EuiProgress, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ExportRequestInput } from '../../../../common/app_api/export/schema';
import { formatCount } from '../../../lib/numbers';
import { useExport, type ExportProgress } from './use_export';

/** Saves all that matches, not only this page; while it runs, how far it is and a way to stop it. */
export function ExportButton({
  request,
  isDisabled,
}: {
  request: ExportRequestInput;
  isDisabled: boolean;
}) {
  const { progress, start, cancel } = useExport();
  if (!progress) {
    return (
      <EuiButtonEmpty
        size="xs"
        color="text"
        iconType="exportAction"
        isDisabled={isDisabled}
        onClick={() => void start(request)}
        data-test-subj="anomaliesExport"
      >
        {i18n.translate('anomalies.export.button', { defaultMessage: 'CSV' })}
      </EuiButtonEmpty>
    );
  }
  return (
    <div className="anmExport" data-test-subj="anomaliesExportProgress">
      <div className="anmExport__progress">
        <EuiText size="xs" className="anmNumber">
          {progressText(progress)}
        </EuiText>
        <EuiProgress
          size="xs"
          aria-label={progressText(progress)}
          {...(progress.of ? { value: progress.rows, max: progress.of } : {})}
        />
      </div>
      <EuiButtonEmpty size="xs" onClick={cancel} data-test-subj="anomaliesExportCancel">
        {i18n.translate('anomalies.export.cancel', { defaultMessage: 'Cancel' })}
      </EuiButtonEmpty>
    </div>
  );
}

const progressText = ({ rows, of }: ExportProgress): string =>
  of === null
    ? i18n.translate('anomalies.export.starting', { defaultMessage: 'Exporting' })
    : i18n.translate('anomalies.export.progress', {
        defaultMessage: '{rows} of {of} lines',
        values: { rows: formatCount(rows), of: formatCount(of) },
      });
