import type { Command } from 'commander';
import type { Model } from '../../../common/api/models/schema';
import { describeClassifier } from '../classifier_report';
import { CliError } from '../cli_error';
import { note, print, printJson, type CliContext } from '../context';
import { FileCatalog, openFileStore, SidecarCatalog, type ModelCatalog } from '../model_catalog';
import { decimalNumber, httpUrl } from '../option_parsers';
import { SidecarClient } from '../sidecar_client';
import { formatCount, formatSeconds, formatTable } from '../table';

interface Options {
  modelsDir?: string;
  sidecar?: string;
  json?: boolean;
}

export function registerModels(program: Command, context: CliContext): void {
  const models = program
    .command('models')
    .description('list, show, activate, roll back and delete trained models');
  const add = (
    name: string,
    description: string,
    action: (catalog: ModelCatalog, given: string, options: Options) => Promise<void>,
  ) => {
    const command = models.command(name).description(description);
    if (name === 'rollback') command.argument('[name]', 'only to a version of this name');
    else if (name !== 'list') command.argument('<id>', 'such as server-logs-v3');
    addPlaces(command).action((...given: unknown[]) => {
      const options = command.opts<Options>();
      const argument = typeof given[0] === 'string' ? given[0] : '';
      return action(openCatalog(context, options), argument, options);
    });
  };

  add('list', 'all models, the newest first', async (catalog, _id, { json }) => {
    const list = await catalog.list();
    if (json) return printJson(context, { models: list });
    if (list.length === 0)
      return note(context, 'There are no models yet: anomalies train makes one.');
    await print(context, formatTable(COLUMNS, list.map(toRow)));
  });
  add('show', 'one model in full', async (catalog, id, { json }) => {
    const model = await catalog.get(id);
    if (json) return printJson(context, model);
    await print(context, describeModel(model));
  });
  add('activate', 'make a model the one that is used', async (catalog, id, { json }) => {
    const model = await catalog.activate(id);
    if (json) return printJson(context, model);
    note(context, `${model.id} is active.`);
  });
  add('rollback', 'go back to the model that was active before', async (catalog, name, options) => {
    const model = await catalog.rollBack(name || undefined);
    if (options.json) return printJson(context, model);
    note(context, `${model.id} is active again.`);
  });
  addThreshold(models, context);
  add('delete', 'delete a model', async (catalog, id, { json }) => {
    await catalog.delete(id);
    if (json) return printJson(context, { deleted: id });
    note(context, `${id} is deleted.`);
  });
}

interface ThresholdOptions extends Options {
  budget?: number;
}

function addThreshold(models: Command, context: CliContext): void {
  const command = models
    .command('threshold')
    .description('flag more or fewer lines, without training anew')
    .argument('<id>', 'such as server-logs-v3')
    .argument(
      '[score]',
      'score (0-100) from which on lines are flagged, or "trained"',
      scoreOrTrained,
    )
    .option('--budget <lines>', 'lines a day that may be flagged', decimalNumber(0.1, 1_000_000));
  addPlaces(command).action(
    async (id: string, threshold: number | null | undefined, options: ThresholdOptions) => {
      const { budget, json } = options;
      if (threshold === undefined && budget === undefined) {
        throw new CliError('Give a score, "trained" or --budget.');
      }
      const model = await openCatalog(context, options).setThreshold(id, {
        ...(threshold === undefined ? {} : { threshold }),
        ...(budget === undefined ? {} : { alert_budget_per_day: budget }),
      });
      if (json) return printJson(context, model);
      note(context, `${model.id} flags lines from a score of ${model.threshold.toFixed(1)} on.`);
    },
  );
}

function scoreOrTrained(text: string): number | null {
  return text === 'trained' ? null : decimalNumber(0, 100)(text);
}

/** Where the models are. */
function addPlaces(command: Command): Command {
  return command
    .option('--models-dir <folder>', 'folder of the models (default: .anomalies/models)')
    .option('--sidecar <url>', 'the models of this sidecar, not those in a folder', httpUrl)
    .option('--json', 'print as JSON');
}

function openCatalog(context: CliContext, { sidecar, modelsDir }: Options): ModelCatalog {
  return sidecar === undefined
    ? new FileCatalog(openFileStore(context, modelsDir))
    : new SidecarCatalog(new SidecarClient(context, sidecar), (text) => note(context, text));
}

const COLUMNS = [
  { title: 'model' },
  { title: '' },
  { title: 'trained' },
  { title: 'lines', align: 'right' as const },
  { title: 'patterns', align: 'right' as const },
  { title: 'threshold', align: 'right' as const },
  { title: 'on' },
];

function toRow(model: Model): string[] {
  return [
    model.id,
    model.active ? 'active' : '',
    model.created_at.slice(0, 16).replace('T', ' '),
    formatCount(model.trained_on.lines),
    formatCount(model.templates),
    model.threshold.toFixed(1),
    model.trained_on.index,
  ];
}

function classifierLines({ classifier }: Model): Array<[string, string]> {
  if (!classifier) return [];
  return describeClassifier(classifier).map((text, i) => [i === 0 ? 'labels' : '', text]);
}

function comparisonLines({ comparison }: Model): Array<[string, string]> {
  if (!comparison) return [];
  const marks = { better: '+', equal: '=', worse: '-' };
  return [
    ['compared', `with ${comparison.active_model}: ${comparison.reason}`],
    ...comparison.criteria.map(({ outcome, text }): [string, string] => [
      '',
      ` ${marks[outcome]} ${text}`,
    ]),
  ];
}

function trainedThreshold({ trained_threshold: trained }: Model): string {
  return trained === undefined ? '' : ` (training chose ${trained.toFixed(1)})`;
}

/** A model in words, one property a line. */
export function describeModel(model: Model): string {
  const { trained_on: on } = model;
  const period = on.from && on.to ? `, ${on.from} to ${on.to}` : '';
  const facts: Array<[string, string]> = [
    ['model', `${model.id}${model.active ? ' (active)' : ''}`],
    ['trained', `${model.created_at} in ${formatSeconds(model.train_seconds)}, seed ${model.seed}`],
    ['on', `${on.index}: ${formatCount(on.lines)} lines${period}`],
    ['skipped', `${formatCount(on.skipped)} lines`],
    ['patterns', formatCount(model.templates)],
    ['detectors', model.detectors.join(', ')],
    [
      'threshold',
      `${model.threshold.toFixed(1)}, for at most ${formatCount(model.alert_budget_per_day)} lines a day${trainedThreshold(model)}`,
    ],
    ['size', `${formatCount(Math.ceil(model.size_bytes / 1024))} KiB`],
    ...model.feature_importance
      .slice(0, 10)
      .map(({ feature, importance }, i): [string, string] => [
        i === 0 ? 'rests on' : '',
        `${(importance * 100).toFixed(1).padStart(5)} %  ${feature}`,
      ]),
    ...classifierLines(model),
    ...comparisonLines(model),
    ...model.notes.map((text, i): [string, string] => [i === 0 ? 'note' : '', text]),
  ];
  return facts.map(([name, value]) => `${name.padEnd(10)}  ${value}\n`).join('');
}
