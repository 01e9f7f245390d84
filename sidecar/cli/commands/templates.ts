import type { Command } from 'commander';
import { HEADER_SAMPLE_LINES, TemplateMiner, type TemplateModel } from '../../pipeline/templates';
import { note, print, type CliContext } from '../context';
import { describeReports, EventFiles } from '../event_files';
import { wholeNumber } from '../option_parsers';
import { startProgress } from '../progress';
import { formatCount, formatTable, forTerminal, plural } from '../table';

interface Options {
  ndjson?: boolean;
  limit: number;
}

const TEXT_CHARS = 200;

export function registerTemplates(program: Command, context: CliContext): void {
  program
    .command('templates')
    .description('find the templates that the lines of log files are made from')
    .argument('<files...>', 'log files, plain or gzip; - is standard input')
    .option('--ndjson', 'per line, in order: {"line":1,"template":"id","text":…}')
    .option('--limit <n>', 'templates in the table', wholeNumber(1), 50)
    .action((files: string[], options: Options) => templates(context, files, options));
}

async function templates(
  context: CliContext,
  names: readonly string[],
  options: Options,
): Promise<void> {
  const files = await EventFiles.open(context, names);
  try {
    const model = await mine(context, files);
    files.refuseEmpty();
    for (const sentence of describeReports(files.reports)) note(context, sentence);
    if (options.ndjson) await printLines(context, files, model);
    else await printTable(context, files, model, options.limit);
  } finally {
    files.close();
  }
}

/** One pass over the raw lines; each file is a source with a header of its own. */
async function mine(context: CliContext, files: EventFiles): Promise<TemplateModel> {
  const miner = new TemplateMiner();
  const progress = startProgress(context, 'Finding templates');
  let sample: string[] = [];
  let sampledFile: string | null = null;
  let lines = 0;
  const learn = () => {
    if (sampledFile === null || sample.length === 0) return;
    miner.learnHeader(sample, sampledFile);
    for (const line of sample) miner.add(line, sampledFile);
    sample = [];
  };
  try {
    for await (const block of files.lines()) {
      if (!miner.hasSource(block.file) && sampledFile !== block.file) {
        learn();
        sampledFile = block.file;
      }
      for (const line of block.lines) {
        lines++;
        if (miner.hasSource(block.file)) {
          miner.add(line, block.file);
          continue;
        }
        sample.push(line);
        if (sample.length >= HEADER_SAMPLE_LINES) learn();
      }
      progress.update(files.fraction, `${formatCount(lines)} lines`);
    }
    learn();
  } finally {
    progress.stop();
  }
  return miner.freeze();
}

async function printLines(
  context: CliContext,
  files: EventFiles,
  model: TemplateModel,
): Promise<void> {
  const several = files.names.length > 1;
  // The end of each object, which is the same for all lines of a template.
  const endings: string[] = [];
  for await (const { file, firstLine, lines } of files.lines()) {
    const start = several ? `{"file":${JSON.stringify(file)},"line":` : '{"line":';
    let text = '';
    lines.forEach((line, i) => {
      const template = model.match(line, file);
      endings[template] ??=
        `,"template":${JSON.stringify(model.id(template))},"text":${JSON.stringify(model.text(template))}}\n`;
      text += start + (firstLine + i) + endings[template];
    });
    await print(context, text);
  }
}

async function printTable(
  context: CliContext,
  files: EventFiles,
  model: TemplateModel,
  limit: number,
): Promise<void> {
  const total = files.reports.reduce((sum, report) => sum + report.lines, 0);
  const byCount = Array.from({ length: model.size }, (_, template) => template)
    .filter((template) => model.count(template) > 0)
    .sort((a, b) => model.count(b) - model.count(a) || a - b);
  const rows = byCount
    .slice(0, limit)
    .map((template) => [
      formatCount(model.count(template)),
      `${((100 * model.count(template)) / total).toFixed(2)} %`,
      model.id(template),
      forTerminal(model.text(template), TEXT_CHARS),
    ]);
  const columns = [
    { title: 'lines', align: 'right' as const },
    { title: 'share', align: 'right' as const },
    { title: 'template' },
    { title: 'text' },
  ];
  await print(context, formatTable(columns, rows));
  const more = byCount.length - rows.length;
  note(
    context,
    `${plural(total, 'line')}, ${plural(byCount.length, 'template')}${more > 0 ? `; --limit shows more than ${limit}` : ''}.`,
  );
}
