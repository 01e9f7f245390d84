import { EuiButtonEmpty, EuiCopy } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AnomalyDocument } from '../../../../common/anomaly';
import { MarkedLine } from '../../../components/marked_line';
import { Section } from '../../../components/section';

/** The line as it was logged, what is strange in it marked. */
export function RawLine({ document }: { document: AnomalyDocument }) {
  return (
    <Section
      title={i18n.translate('anomalies.line.title', { defaultMessage: 'The line' })}
      end={
        <EuiCopy textToCopy={document.message}>
          {(copy) => (
            <EuiButtonEmpty size="xs" flush="right" iconType="copy" onClick={copy}>
              {i18n.translate('anomalies.line.copy', { defaultMessage: 'Copy' })}
            </EuiButtonEmpty>
          )}
        </EuiCopy>
      }
    >
      <div className="anmWell" data-test-subj="anomaliesRawLine">
        <MarkedLine line={document.message} reasons={document.anomaly.reasons} />
      </div>
    </Section>
  );
}
