import {
  describeConfiguration,
  meanOf,
  trainArguments,
  type LabelledTrial,
  type TuneMethod,
  type TuneResult,
  type UnlabelledTrial,
} from '../tune';
import { formatTable } from './table';

const CHOSEN_BY: Record<TuneMethod, string> = {
  training_labels:
    'by the labels of the training file: trained on what came before, without its labels, and judged on what came after, in three folds',
  test_labels:
    'by the labels of the test file, in three stretches of it; figures on this file are a little too good then',
  stability:
    'without labels: trained on the first half and judged on the second, by how well the budget is held and by how alike two seeds rank. That says nothing of how right the alerts are: a few labels would',
};

/** The command that trains as proposed. */
export function trainCommand(result: TuneResult, file: string): string[] {
  const budget = result.unit === 'line' ? ['--budget', String(rounded(result.budgetPerDay))] : [];
  return ['anomalies', 'train', ...trainArguments(result.proposal), ...budget, file];
}

export function describeTuning(result: TuneResult, file: string): string {
  const { unit, budgets, unitsPerDay } = result;
  const perDay = rounded(result.budgetPerDay);
  const sentences = [
    `Chosen ${CHOSEN_BY[result.method]}.`,
    ...(result.isCutShort
      ? ['The time ran out before all were tried; --time-limit gives more.']
      : []),
    proposalSentence(result),
    ...onTestSentences(result),
    `Budget: ${perDay} of ${Math.round(unitsPerDay)} ${unit}s a day.${budgetFigures(budgets)}`,
  ];
  const command = trainCommand(result, file).map(quoted).join(' ');
  const sessions =
    unit === 'session' && trainArguments(result.proposal).length > 0
      ? ' (sessions are told apart by a key in the lines there; --session-key names it)'
      : '';
  return `${trialsTable(result)}\n${sentences.join('\n')}\n\nTrain with${sessions}:\n    ${command}\n`;
}

const rounded = (value: number) => Number(value.toPrecision(3));

function budgetFigures(budgets: TuneResult['budgets']): string {
  if (budgets.length === 0) return '';
  const figures = budgets.map(({ share, f1 }) => `${rounded(100 * share)} %: ${f1.toFixed(3)}`);
  return ` F1 when such a share is flagged: ${figures.join(', ')}.`;
}

function proposalSentence({ proposal, best, verdict, isWithinNoise, method }: TuneResult): string {
  const figure = method === 'stability' ? 'cost' : 'average precision';
  const gain = `${verdict.gain.toFixed(3)} in ${figure}`;
  const noise = `up to ${verdict.noise.toFixed(3)} may be chance`;
  if (isWithinNoise)
    return `Warning: "${describeConfiguration(best)}" is the best of these, but what it gains over the default (${gain}) is within noise (${noise}). The default stays.`;
  if (verdict.gain === 0) return 'Nothing that was tried is better than the default.';
  return `Proposed: ${describeConfiguration(proposal)}. It gains ${gain} over the default; ${noise}.`;
}

function onTestSentences({ onTest, proposal }: TuneResult): string[] {
  if (!onTest) return [];
  const told = ({ average_precision, f1 }: typeof onTest.usual) =>
    `AP ${average_precision?.toFixed(3)}, own F1 ${f1?.toFixed(3)}`;
  const name = describeConfiguration(proposal);
  return [
    `On the test file, which nothing was chosen by: default ${told(onTest.usual)}` +
      (name === 'default' ? '.' : `; ${name} ${told(onTest.proposal)}.`),
  ];
}

const right = (title: string) => ({ title, align: 'right' as const });

function trialsTable(result: TuneResult): string {
  const { best } = result;
  const nameOf = (trial: LabelledTrial | UnlabelledTrial) =>
    `${describeConfiguration(trial.configuration)}${trial.configuration === best ? ' *' : ''}`;
  if (result.method === 'stability') {
    const rows = (result.trials as UnlabelledTrial[]).map((trial) => [
      nameOf(trial),
      trial.flaggedPerDay.toFixed(1),
      trial.budgetRatio.toFixed(2),
      trial.stability.toFixed(2),
    ]);
    const titles = ['flagged a day', 'of the budget', 'same with another seed'];
    return formatTable([{ title: 'configuration' }, ...titles.map(right)], rows);
  }
  const rows = (result.trials as LabelledTrial[]).map((trial) => [
    nameOf(trial),
    ...[trial.averagePrecision, trial.ownF1, trial.f1AtBudget].map((values) =>
      meanOf(values).toFixed(3),
    ),
  ]);
  const titles = ['AP', 'own F1', 'F1 at budget'];
  return formatTable([{ title: 'configuration' }, ...titles.map(right)], rows);
}

/** What `anomalies tune --json` prints. */
export function tuningJson(result: TuneResult, file: string) {
  const { verdict, onTest } = result;
  return {
    method: result.method,
    unit: result.unit,
    trials: result.trials.map(trialJson),
    best: configurationJson(result.best),
    proposal: configurationJson(result.proposal),
    gain: verdict.gain,
    noise: Number.isFinite(verdict.noise) ? verdict.noise : null,
    is_within_noise: result.isWithinNoise,
    budgets: result.budgets,
    budget_per_day: result.budgetPerDay,
    units_per_day: result.unitsPerDay,
    on_test: onTest,
    is_cut_short: result.isCutShort,
    command: trainCommand(result, file),
  };
}

function trialJson(trial: LabelledTrial | UnlabelledTrial) {
  const configuration = configurationJson(trial.configuration);
  if ('stability' in trial)
    return {
      ...configuration,
      flagged_per_day: trial.flaggedPerDay,
      budget_ratio: trial.budgetRatio,
      stability: trial.stability,
    };
  return {
    ...configuration,
    average_precision: trial.averagePrecision,
    f1: trial.ownF1,
    f1_at_budget: trial.f1AtBudget,
  };
}

const configurationJson = (configuration: TuneResult['best']) => ({
  name: describeConfiguration(configuration),
  detectors: configuration.detectors,
  features: configuration.unit === 'line' ? configuration.features : null,
  severity_prior: configuration.unit === 'line' ? configuration.severityPrior : null,
  options: trainArguments(configuration),
});

const quoted = (text: string) =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
