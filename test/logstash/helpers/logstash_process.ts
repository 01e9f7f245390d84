import { spawn, type ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export const LOGSTASH_FOLDER = path.join(__dirname, '../../../logstash');

/** A Logstash starts in half a minute, on a busy machine in several. */
export const START_TIMEOUT_MS = 300_000;
const JVM_OPTIONS = '-Xms512m -Xmx512m -XX:TieredStopAtLevel=1';

const home = process.env.LOGSTASH_HOME;

/** `describe`, or one skipped test with the reason in its name where there is no Logstash. */
export function describeWithLogstash(name: string, tests: () => void): void {
  const program = path.join(home ?? '', 'bin', 'logstash');
  if (!home) test.skip(`${name} (skipped: LOGSTASH_HOME names no Logstash)`, () => {});
  else if (!existsSync(program)) throw new Error(`LOGSTASH_HOME: there is no ${program}`);
  else describe(name, tests);
}

export interface LogstashOptions {
  /** File names in logstash/pipeline without .conf, in place of those of pipelines.yml. */
  files: readonly string[];
  env: Record<string, string>;
}

/** A real Logstash with logstash/pipelines.yml, its logs and data in a folder of its own. */
export class LogstashProcess {
  private constructor(
    readonly folder: string,
    private readonly child: ChildProcess,
    private readonly exited: Promise<number | null>,
    private readonly output: () => string,
  ) {}

  /** Starts one and waits until its pipelines run. */
  static async start({ files, env }: LogstashOptions): Promise<LogstashProcess> {
    const folder = mkdtempSync(path.join(tmpdir(), 'anomalies-logstash-'));
    for (const name of ['settings', 'data', 'logs/apps']) {
      mkdirSync(path.join(folder, name), { recursive: true });
    }
    const settings = path.join(folder, 'settings');
    writeFileSync(
      path.join(settings, 'logstash.yml'),
      `path.data: ${folder}/data\npath.logs: ${folder}/own-logs\napi.enabled: false\n`,
    );
    writeFileSync(path.join(settings, 'pipelines.yml'), pipelinesOf(files));
    writeFileSync(
      path.join(settings, 'log4j2.properties'),
      readFileSync(path.join(home ?? '', 'config', 'log4j2.properties')),
    );
    const child = spawn(path.join(home ?? '', 'bin', 'logstash'), ['--path.settings', settings], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        ...(process.env.LS_JAVA_HOME ? { LS_JAVA_HOME: process.env.LS_JAVA_HOME } : {}),
        LS_JAVA_OPTS: JVM_OPTIONS,
        LOGSTASH_ANOMALIES: LOGSTASH_FOLDER,
        LOGSTASH_DATA: path.join(folder, 'data'),
        LOG_ROOT: path.join(folder, 'logs'),
        APP_LOG_ROOT: path.join(folder, 'logs', 'apps'),
        UNPARSED_DIR: path.join(folder, 'unparsed'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const logstash = new LogstashProcess(folder, child, exited, () => output);
    await logstash.waitUntil(
      async () => /Pipelines running .*:non_running_pipelines=>\[\]/.test(output),
      START_TIMEOUT_MS,
    );
    return logstash;
  }

  get log(): string {
    return this.output();
  }

  /** Adds lines to a log file that it reads. */
  append(file: string, lines: readonly string[]): void {
    const target = path.join(this.folder, 'logs', file);
    mkdirSync(path.dirname(target), { recursive: true });
    appendFileSync(target, lines.map((line) => `${line}\n`).join(''));
  }

  async waitUntil(condition: () => Promise<boolean>, timeoutMs = 120_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await condition())) {
      if (this.child.exitCode !== null) throw new Error(`Logstash has ended.\n${this.log}`);
      if (Date.now() > deadline) throw new Error(`Waited in vain.\n${this.log}`);
      await delay(200);
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    // One whose output is held up does not end by itself.
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 60_000);
    await this.exited;
    clearTimeout(timer);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * logstash/pipelines.yml with other files in its braces, an Elasticsearch without security, and Logstash's own sizes where
 * the sidecar is not asked line by line.
 */
function pipelinesOf(files: readonly string[]): string {
  const pipelines = readFileSync(path.join(LOGSTASH_FOLDER, 'pipelines.yml'), 'utf8')
    .replace(/\{10-[^}]*\}/, `{${files.join(',')}}`)
    .replaceAll('90-output-elasticsearch-api-key', '90-output-elasticsearch');
  if (files.includes('50-score')) return pipelines;
  return pipelines.replace(/ {2}pipeline\.(?:workers: 8|batch\.size: 20)\n/g, '');
}
