import { EuiEmptyPrompt, EuiSkeletonRectangle, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router-dom';
import type { Model, ModelList } from '../../../../common/api/models/schema';
import type { Evaluation } from '../../../../common/app_api/evaluation/schema';
import { ScoreCurve } from '../../../../common/score_counts';
import { AppLink } from '../../../components/app_link';
import { QueryGate } from '../../../components/query_gate';
import { useAppState } from '../../../hooks/use_app_state';
import { usePageTitle } from '../../../hooks/use_page_title';
import { confusionAt } from '../../../lib/judged_lines';
import { formatCount } from '../../../lib/numbers';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { ModelDetails } from '../model_details';
import { BacktestPanel } from './backtest_panel';
import { ClassifierPanel } from './classifier_panel';
import { DriftPanel } from './drift_panel';
import { formatThreshold } from './format_threshold';
import { JudgedCurves } from './judged_curves';
import { JudgedPanel } from './judged_panel';
import { NothingJudged } from './nothing_judged';
import { ProofPanel } from './proof_panel';
import { ThresholdPanel } from './threshold_panel';
import { useThreshold } from './use_threshold';

const SKELETON = <EuiSkeletonRectangle width="100%" height={320} borderRadius="m" />;

interface VersionState {
  /** Job id of the back-test that is shown. */
  backtest?: string;
}

const parseState = (raw: unknown): VersionState =>
  typeof raw === 'object' && raw !== null && 'backtest' in raw && typeof raw.backtest === 'string'
    ? { backtest: raw.backtest }
    : {};

/** How good one version is, and what another threshold would mean. */
export function VersionPage() {
  const { id } = useParams<{ id: string }>();
  const { api } = useServices();
  usePageTitle(id);
  const models = useQuery<ModelList, ApiError>({
    queryKey: ['models'],
    queryFn: ({ signal }) => api.models(signal),
  });
  return (
    <QueryGate query={models} skeleton={SKELETON}>
      {(list) => {
        const model = list.models.find((it) => it.id === id);
        return model ? <Version key={id} model={model} /> : <NotThere id={id} />;
      }}
    </QueryGate>
  );
}

function Version({ model }: { model: Model }) {
  const { api } = useServices();
  const [state, change] = useAppState(parseState);
  const [draft, setDraft] = useState(model.threshold);
  const evaluation = useQuery<Evaluation, ApiError>({
    queryKey: ['evaluation', model.id],
    queryFn: ({ signal }) => api.evaluation(model.id, signal),
  });
  const threshold = useThreshold(model, (changed) => setDraft(changed.threshold));
  return (
    <div className="anmVersion" data-test-subj="anomaliesVersion">
      <QueryGate query={evaluation} skeleton={SKELETON}>
        {(data) => (
          <Measured
            model={model}
            evaluation={data}
            draft={draft}
            isSaving={threshold.isSaving}
            onMove={setDraft}
            onApply={threshold.apply}
          />
        )}
      </QueryGate>
      <BacktestPanel
        model={model}
        jobId={state.backtest}
        onJob={(backtest) => change({ backtest })}
      />
      {model.classifier && <ClassifierPanel classifier={model.classifier} />}
      <div className="anmColumns">
        <DriftPanel modelId={model.id} />
        <ProofPanel model={model} />
      </div>
      <ModelDetails model={model} />
    </div>
  );
}

function Measured({
  model,
  evaluation,
  draft,
  ...threshold
}: {
  model: Model;
  evaluation: Evaluation;
  draft: number;
  isSaving: boolean;
  onMove(thresholdPct: number): void;
  onApply(thresholdPct: number | null): void;
}) {
  const keptFromPct = model.trained_threshold ?? model.threshold;
  const curve = useMemo(
    () => new ScoreCurve(evaluation.scores, keptFromPct),
    [evaluation.scores, keptFromPct],
  );
  const isJudged = evaluation.judged.length > 0;
  return (
    <>
      <EuiTitle size="s">
        <h2 data-test-subj="anomaliesVersionHeadline">{headlineOf(model, evaluation, draft)}</h2>
      </EuiTitle>
      <EuiText size="xs" className="anmSubdued">
        {i18n.translate('anomalies.version.measured', {
          defaultMessage:
            'Measured on {lines} lines that it scored and {verdicts, plural, one {# verdict} other {# verdicts}}.',
          values: {
            lines: formatCount(evaluation.scores.lines),
            verdicts: evaluation.verdicts,
          },
        })}
      </EuiText>
      <div className="anmVersion__columns">
        {isJudged && <JudgedCurves evaluation={evaluation} draft={draft} />}
        <ThresholdPanel model={model} curve={curve} draft={draft} {...threshold} />
        {isJudged ? <JudgedPanel evaluation={evaluation} draft={draft} /> : <NothingJudged />}
      </div>
    </>
  );
}

function headlineOf({ id }: Model, { judged }: Evaluation, draft: number): string {
  const { found, falseAlarms, missed } = confusionAt(judged, draft);
  const values = {
    id,
    threshold: formatThreshold(draft),
    found: formatCount(found),
    judged: formatCount(found + falseAlarms),
    missed: formatCount(missed),
    real: formatCount(found + missed),
  };
  if (found + falseAlarms + missed === 0) {
    return i18n.translate('anomalies.version.notJudged', {
      defaultMessage: '{id}: at threshold {threshold}, none of its alerts was judged yet',
      values,
    });
  }
  return i18n.translate('anomalies.version.headline', {
    defaultMessage:
      '{id}: at threshold {threshold}, {found} of {judged} judged alerts were real, and {missed} of {real} known real ones would be missed',
    values,
  });
}

function NotThere({ id }: { id: string }) {
  return (
    <EuiEmptyPrompt
      iconType="search"
      titleSize="xs"
      title={
        <h2>
          {i18n.translate('anomalies.version.notThere', {
            defaultMessage: 'There is no model {id}',
            values: { id },
          })}
        </h2>
      }
      body={
        <p>
          {i18n.translate('anomalies.version.notThereBody', {
            defaultMessage: 'It may have been deleted.',
          })}
        </p>
      }
      actions={
        <AppLink path="/models">
          {i18n.translate('anomalies.version.all', { defaultMessage: 'All models' })}
        </AppLink>
      }
      data-test-subj="anomaliesVersionNotThere"
    />
  );
}
