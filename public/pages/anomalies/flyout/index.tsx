import { EuiButtonIcon, EuiCopy, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AnomalyContext } from '../../../../common/app_api/context/schema';
import type { AnomalyRow } from '../../../../common/app_api/search/schema';
import { DetailsFlyout, DetailsFlyoutControls } from '../../../components/details_flyout';
import { SeverityMark } from '../../../components/severity_mark';
import { useTimes } from '../../../hooks/use_times';
import { formatCount, formatRarity } from '../../../lib/numbers';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { DiscoverLink, THIS_LINE } from '../../../components/discover_link';
import { lineTarget } from '../../../lib/discover_targets';
import { ErrorPrompt } from '../../../components/query_gate';
import { reasonText } from '../../../lib/reason_text';
import { EffectLine, type VerdictEffect } from '../../../components/verdict_effect';
import { FlaggedUnitLines } from './flagged_unit';
import { KeyHelp } from '../key_help';
import { FEW_LINES, MANY_LINES, Neighbours } from './neighbours';
import { PartOfIncident } from './part_of_incident';
import { PastVerdicts } from './past_verdicts';
import { PatternSection } from './pattern_section';
import { RawLine } from './raw_line';
import { Similar } from './similar';
import { VerdictBar, type VerdictBarProps } from './verdict_bar';
import { Why } from './why';

const TITLE_ID = 'anmFlyoutTitle';

interface AnomalyFlyoutProps extends VerdictBarProps {
  selected: { index: string; id: string };
  /** The row, where it stands on the page; a link may name one that does not. */
  row: AnomalyRow | undefined;
  /** From 1, among all that match; undefined for a row that is not on the page. */
  position: number | undefined;
  total: number;
  /** What the last verdict did. */
  effect: VerdictEffect | undefined;
  onUndo(): void;
  onClose(): void;
  onMove(step: 1 | -1): void;
  /** Shows another line, one that need not be on the page. */
  onOpen(selected: { index: string; id: string }): void;
}

/** Everything about one flagged line: why, the line, its neighbours, its pattern, the verdict. */
export function AnomalyFlyout(props: AnomalyFlyoutProps) {
  const { selected, onClose } = props;
  const { api } = useServices();
  const [lines, setLines] = useState(FEW_LINES);
  useEffect(() => setLines(FEW_LINES), [selected.id]);
  const context = useQuery<AnomalyContext, ApiError>({
    queryKey: ['context', selected.index, selected.id, lines],
    queryFn: ({ signal }) => api.context(selected.index, selected.id, lines, signal),
    keepPreviousData: true,
  });
  // What was kept may be of the line before: then there is nothing to show yet.
  const data = context.data?.anomaly.id === selected.id ? context.data : undefined;
  const row = props.row ?? data?.anomaly;

  return (
    <DetailsFlyout
      titleId={TITLE_ID}
      onClose={onClose}
      data-test-subj="anomaliesFlyout"
      header={
        <>
          <Controls {...props} row={row} />
          <EuiTitle size="xs">
            <h2 id={TITLE_ID} className="anmFlyoutTitle">
              {row ? reasonText(row.document) : LOADING}
            </h2>
          </EuiTitle>
          {row && <Facts row={row} />}
          {row && <PartOfIncident anomalyId={row.id} />}
        </>
      }
      footer={
        <>
          {props.effect && <EffectLine effect={props.effect} onUndo={props.onUndo} />}
          <VerdictBar {...props} />
          <div className="anmFlyoutFooter">
            <KeyHelp />
            {row && <DiscoverLink target={lineTarget(row.document, THIS_LINE)} />}
          </div>
        </>
      }
    >
      {row && (
        <div className="anmSections">
          <Why document={row.document} />
          {row.document.anomaly.unit ? (
            <FlaggedUnitLines unit={row.document.anomaly.unit} />
          ) : (
            <RawLine document={row.document} />
          )}
          <Neighbours
            data={data}
            error={context.error}
            isFetching={context.isFetching}
            lines={lines}
            onMore={() => setLines(MANY_LINES)}
          />
          <Similar row={row} onOpen={props.onOpen} />
          <PatternSection document={row.document} />
          <PastVerdicts templateId={row.document.anomaly.template.id} />
        </div>
      )}
      {!row && context.error && <ErrorPrompt error={context.error} />}
    </DetailsFlyout>
  );
}

const LOADING = i18n.translate('anomalies.flyout.loading', { defaultMessage: 'Loading the line' });

const COPY_LINK = i18n.translate('anomalies.flyout.link', {
  defaultMessage: 'Copy a link to this line',
});

function Controls({
  row,
  position,
  total,
  onMove,
  onClose,
}: Pick<AnomalyFlyoutProps, 'row' | 'position' | 'total' | 'onMove' | 'onClose'>) {
  return (
    <DetailsFlyoutControls
      labels={{
        previous: i18n.translate('anomalies.flyout.previous', {
          defaultMessage: 'Previous flagged line',
        }),
        next: i18n.translate('anomalies.flyout.next', { defaultMessage: 'Next flagged line' }),
        close: i18n.translate('anomalies.flyout.close', { defaultMessage: 'Close' }),
      }}
      onMove={onMove}
      onClose={onClose}
      closeSubject="anomaliesFlyoutClose"
      start={
        row && (
          <>
            <SeverityMark score={row.document.anomaly.score} />
            <EuiText size="xs">
              {i18n.translate('anomalies.flyout.rarity', {
                defaultMessage: 'about {rarity}',
                values: { rarity: formatRarity(row.document.anomaly.score) },
              })}
            </EuiText>
          </>
        )
      }
      end={
        position !== undefined && (
          <EuiText size="xs" className="anmSubdued">
            {i18n.translate('anomalies.flyout.position', {
              defaultMessage: '{position} of {total}',
              values: { position: formatCount(position), total: formatCount(total) },
            })}
          </EuiText>
        )
      }
      extra={
        <EuiCopy textToCopy={window.location.href} beforeMessage={COPY_LINK}>
          {(copy) => (
            <EuiButtonIcon iconType="link" color="text" aria-label={COPY_LINK} onClick={copy} />
          )}
        </EuiCopy>
      }
    />
  );
}

function Facts({ row: { document } }: { row: AnomalyRow }) {
  const times = useTimes();
  return (
    <EuiText size="xs" className="anmSubdued">
      {i18n.translate('anomalies.flyout.facts', {
        defaultMessage: '{time} · host {host} · service {service} · model {model}',
        values: {
          time: times.full(document['@timestamp']),
          host: document.host.name,
          service: document.service.name,
          model: document.anomaly.model,
        },
      })}
    </EuiText>
  );
}
