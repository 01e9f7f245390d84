import { EuiCallOut, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Preview } from '../../../../common/api/sources/schema';
import { formatCount } from '../../../lib/numbers';
import { PreviewNotes, SampleLines } from '../../models/preview_facts';

/** How many lines there are, five of them as they would be read, and what is wrong with that. */
export function SourcePreview({ preview, isOld }: { preview: Preview; isOld: boolean }) {
  if (preview.indices === 0) {
    return (
      <EuiCallOut
        size="s"
        color="warning"
        iconType="warning"
        title={i18n.translate('anomalies.sources.noIndex', {
          defaultMessage: 'No index matches {index}',
          values: { index: preview.index },
        })}
        data-test-subj="anomaliesNoIndex"
      >
        <p>
          {i18n.translate('anomalies.sources.noIndexHelp', {
            defaultMessage:
              'It can be saved all the same: indices that come later are followed from their beginning.',
          })}
        </p>
      </EuiCallOut>
    );
  }
  return (
    <div className="anmForm" aria-busy={isOld}>
      <EuiText size="s" data-test-subj="anomaliesPreviewAmount">
        <strong>
          {i18n.translate('anomalies.sources.amount', {
            defaultMessage:
              '{lines} lines in {indices, plural, one {# index} other {# indices}}, from {hosts, plural, one {# host} other {# hosts}} and {services, plural, one {# service} other {# services}}',
            values: {
              lines: formatCount(preview.lines),
              indices: preview.indices,
              hosts: preview.hosts,
              services: preview.services,
            },
          })}
        </strong>
      </EuiText>
      <SampleLines samples={preview.samples} />
      <PreviewNotes preview={preview} />
    </div>
  );
}
