import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../../sidecar/config';
import { createLogger } from '../../../sidecar/logger';
import { Sidecar } from '../../../sidecar/sidecar';
import { itWith, why } from './helpers/tools';

const DEPLOY = path.join(__dirname, '../../../deploy');
const RULES = path.join(DEPLOY, 'prometheus/anomalies.rules.yml');
const DASHBOARD = path.join(DEPLOY, 'grafana/dashboards/anomalies.json');
const DOCS = path.join(__dirname, '../../../docs/monitoring.md');

/** Suffixes under which a histogram's parts go. */
const PARTS = /_(bucket|count|sum)$/;
const METRIC = /\b(?:anomalies|nodejs|process)_[a-z0-9_]+\b/g;

interface Panel {
  title: string;
  targets: { expr: string }[];
}

describe('the monitoring files', () => {
  let known: Set<string>;
  /** Nothing connects: the metrics are there before anything has answered. */
  beforeAll(async () => {
    const config = loadConfig({ ELASTICSEARCH_URL: 'http://127.0.0.1:1' });
    const sidecar = new Sidecar(config, createLogger('silent'));
    const { registry } = sidecar.services.metrics;
    known = new Set(registry.getMetricsAsArray().map(({ name }) => name));
    await sidecar.stop();
  });

  const unknownIn = (text: string) =>
    [...new Set(text.match(METRIC))].filter(
      (name) => !known.has(name) && !known.has(name.replace(PARTS, '')),
    );

  it('should chart no metric that the sidecar does not have', () => {
    const { panels } = JSON.parse(readFileSync(DASHBOARD, 'utf8')) as { panels: Panel[] };
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(15);
    for (const expression of expressions) {
      expect(expression.match(METRIC)?.length).toBeGreaterThan(0);
      expect(unknownIn(expression)).toEqual([]);
    }
  });

  it('should alert on no metric that the sidecar does not have', () => {
    const expressions = readFileSync(RULES, 'utf8').match(/^ +expr: .*$/gm) ?? [];
    expect(expressions.length).toBeGreaterThan(10);
    for (const expression of expressions) expect(unknownIn(expression)).toEqual([]);
  });

  it('should chart and describe every metric of its own', () => {
    const dashboard = readFileSync(DASHBOARD, 'utf8');
    const docs = readFileSync(DOCS, 'utf8');
    for (const name of [...known].filter((it) => it.startsWith('anomalies_'))) {
      expect(dashboard).toContain(name);
      expect(docs).toContain(`\`${name}\``);
    }
    expect(unknownIn(docs)).toEqual([]);
  });

  itWith('promtool')(`should pass promtool${why('promtool')}`, () => {
    const checks = [
      ['check', 'rules', RULES],
      ['check', 'config', '--syntax-only', path.join(DEPLOY, 'prometheus/prometheus.yml')],
      ['test', 'rules', path.join(__dirname, 'anomalies.rules.test.yml')],
    ];
    for (const args of checks) {
      const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
      expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    }
  });

  itWith('amtool')(`should pass amtool${why('amtool')}`, () => {
    const file = path.join(DEPLOY, 'alertmanager/alertmanager.yml');
    const { status, stderr } = spawnSync('amtool', ['check-config', file], { encoding: 'utf8' });
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
    const route = (severity: string) =>
      spawnSync(
        'amtool',
        ['config', 'routes', 'test', '--config.file', file, `severity=${severity}`],
        {
          encoding: 'utf8',
        },
      ).stdout.trim();
    expect([route('critical'), route('warning'), route('info')]).toEqual([
      'on-call',
      'mail',
      'mail',
    ]);
  });
});
