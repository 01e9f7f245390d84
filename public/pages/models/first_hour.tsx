import {
  EuiButton,
  EuiButtonEmpty,
  EuiEmptyPrompt,
  EuiPanel,
  EuiSkeletonRectangle,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { FormattedMessage } from '@kbn/i18n-react';
import type { ReactNode } from 'react';
import type { Preview } from '../../../common/api/sources/schema';
import { QueryGate } from '../../components/query_gate';
import { formatCount, formatDuration } from '../../lib/numbers';
import { amountText, PreviewNotes, SampleLines } from './preview_facts';
import { usePreview } from './use_preview';

/** Nothing trained yet: what was found, how it is read, what it costs, and one button. */
export function FirstHour({
  isStarting,
  onTrain,
  onSettings,
}: {
  isStarting: boolean;
  onTrain(): void;
  onSettings(): void;
}) {
  const query = usePreview(undefined);
  return (
    <QueryGate
      query={query}
      skeleton={<EuiSkeletonRectangle width="100%" height={520} borderRadius="m" />}
    >
      {(preview) =>
        preview.lines === 0 ? (
          <NoLogs index={preview.index} onRetry={() => void query.refetch()} />
        ) : (
          <EuiPanel
            hasBorder
            hasShadow={false}
            paddingSize="none"
            className="anmFirstHour"
            data-test-subj="anomaliesFirstHour"
          >
            <header>
              <EuiTitle size="s">
                <h2>
                  <FormattedMessage
                    id="anomalies.firstHour.title"
                    defaultMessage="Found {index}: {amount}"
                    values={{
                      index: <span className="anmMono">{preview.index}</span>,
                      amount: amountText(preview),
                    }}
                  />
                </h2>
              </EuiTitle>
              <EuiText size="s" className="anmSubdued">
                {i18n.translate('anomalies.firstHour.lead', {
                  defaultMessage:
                    'Nothing is trained yet. Below is how the lines are read. If that looks right, press Train: nothing else has to be set.',
                })}
              </EuiText>
            </header>
            <section>
              <EuiTitle size="xxs">
                <h3>
                  {i18n.translate('anomalies.firstHour.samples', {
                    defaultMessage: 'How {count, plural, one {# line is} other {# lines are}} read',
                    values: { count: preview.samples.length },
                  })}
                </h3>
              </EuiTitle>
              <SampleLines samples={preview.samples} />
            </section>
            <section>
              <EuiTitle size="xxs">
                <h3>
                  {i18n.translate('anomalies.firstHour.knows', {
                    defaultMessage: 'What the model will know, and what not yet',
                  })}
                </h3>
              </EuiTitle>
              <PreviewNotes preview={preview} />
            </section>
            <footer>
              <Costs preview={preview} />
              <TrainButtons isStarting={isStarting} onTrain={onTrain} onSettings={onSettings} />
            </footer>
          </EuiPanel>
        )
      }
    </QueryGate>
  );
}

function Costs({ preview }: { preview: Preview }) {
  return (
    <dl className="anmCosts">
      <Cost
        title={i18n.translate('anomalies.firstHour.takes', { defaultMessage: 'Training takes' })}
      >
        {i18n.translate('anomalies.firstHour.about', {
          defaultMessage: 'about {amount}',
          values: { amount: formatDuration(preview.estimated_train_seconds) },
        })}
      </Cost>
      <Cost title={i18n.translate('anomalies.firstHour.memory', { defaultMessage: 'Memory' })}>
        {i18n.translate('anomalies.firstHour.megabytes', {
          defaultMessage: '{count} MB',
          values: { count: formatCount(preview.estimated_memory_mb) },
        })}
      </Cost>
      <Cost title={i18n.translate('anomalies.firstHour.services', { defaultMessage: 'Services' })}>
        {formatCount(preview.services)}
      </Cost>
    </dl>
  );
}

function Cost({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function TrainButtons({
  isStarting,
  onTrain,
  onSettings,
}: {
  isStarting: boolean;
  onTrain(): void;
  onSettings(): void;
}) {
  return (
    <div className="anmFirstHour__buttons">
      <EuiButtonEmpty iconType="controlsHorizontal" onClick={onSettings}>
        {i18n.translate('anomalies.firstHour.settings', { defaultMessage: 'Settings' })}
      </EuiButtonEmpty>
      <EuiButton
        fill
        iconType="play"
        isLoading={isStarting}
        onClick={onTrain}
        data-test-subj="anomaliesTrain"
      >
        {i18n.translate('anomalies.firstHour.train', { defaultMessage: 'Train' })}
      </EuiButton>
    </div>
  );
}

function NoLogs({ index, onRetry }: { index: string; onRetry(): void }) {
  return (
    <EuiEmptyPrompt
      iconType="logsApp"
      titleSize="xs"
      title={
        <h2>
          {i18n.translate('anomalies.firstHour.noLogsTitle', {
            defaultMessage: 'No logs found in {index}',
            values: { index },
          })}
        </h2>
      }
      body={
        <p>
          {i18n.translate('anomalies.firstHour.noLogsBody', {
            defaultMessage:
              'Send logs there, for instance with Logstash, or name another source on the Settings page.',
          })}
        </p>
      }
      actions={
        <EuiButton size="s" iconType="refresh" onClick={onRetry}>
          {i18n.translate('anomalies.firstHour.lookAgain', { defaultMessage: 'Look again' })}
        </EuiButton>
      }
      data-test-subj="anomaliesNoLogs"
    />
  );
}
