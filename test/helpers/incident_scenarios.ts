import type { FlaggedLine } from '../../sidecar/incidents/flagged_line';
import { Chooser } from '../../sidecar/generate/chooser';

/** A day of flagged lines of which it is known what belongs together and what began it. */
export interface Scenario {
  lines: FlaggedLine[];
  /** Incident of each line; −1 for noise, which belongs to nothing. */
  truth: number[];
  /** Host and service that began each incident, as `host/service`. */
  causes: string[];
}

export interface ScenarioOptions {
  seed: number;
  incidents: number;
  /** Flagged lines an hour that belong to nothing. */
  noisePerHour: number;
  /** Share of an incident's lines that a detector flags. */
  recall: number;
}

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);
const LEVELS = ['info', 'warn', 'error', 'error', 'critical'] as const;

interface Node {
  host: string;
  service: string;
  /** Nodes that need this one: they suffer when it fails. */
  dependents: Node[];
  /** What it says of its own faults, and of those it depends on. */
  faults: string[];
  symptoms: string[];
  namesOthers: boolean;
  tracesRequests: boolean;
}

/**
 * Made-up companies: services on hosts, in tiers that depend on each other, with words of their own. A fault
 * begins on one of them and spreads to its dependents after a while, each step with some chance; besides there are
 * incidents of one host (all of its services), attacks from one address, and a fault that all hosts of a service
 * have. Lines get lost by `recall`, also the first ones; noise has the words of incidents, too.
 */
export function makeScenario({ seed, incidents, noisePerHour, recall }: ScenarioOptions): Scenario {
  const choose = new Chooser(seed);
  const nodes = makeCompany(choose);
  const all: Array<{ line: FlaggedLine; incident: number }> = [];
  const causes: string[] = [];

  const say = (node: Node, atMs: number, text: string, incident: number, extra = '', ip = '') => {
    const { host, service } = node;
    const level = incident < 0 ? choose.pick(LEVELS) : choose.pick(LEVELS.slice(1));
    const message = `${service}[${choose.integer(300, 9999)}]: ${text}${extra}`;
    const lineId = `made\u0000${all.length}`;
    all.push({
      incident,
      line: {
        anomalyId: `a${all.length}`,
        lineId,
        timestampMs: Math.floor(atMs),
        host,
        service,
        level,
        message,
        sourceIp: ip,
        scorePct: Math.min(100, 38 + choose.exponential(12)),
        template: { id: `${service}:${text}`, text, is_new: choose.chance(0.5) },
        reason: '',
        unit: null,
      },
    });
  };

  /** A storm or a few lines of a text, of which the detector sees some. */
  const burst = (
    node: Node,
    atMs: number,
    text: string,
    incident: number,
    extra: () => string = () => '',
    ip = '',
  ): void => {
    const count = Math.max(1, Math.round(choose.logNormal(8, 1.2)));
    const stepMs = choose.logNormal(4_000, 0.8);
    let at = atMs;
    for (let i = 0; i < Math.min(count, 400); i++) {
      if (choose.chance(recall)) say(node, at, text, incident, extra(), ip);
      at += choose.exponential(stepMs);
    }
  };

  for (let incident = 0; incident < incidents; incident++) {
    const atMs = START_MS + choose.integer(0, DAY_MS - 3_600_000);
    const cause = choose.pick(nodes);
    causes.push(`${cause.host}/${cause.service}`);
    const before = all.length;
    const roll = choose.integer(1, 10);
    if (roll <= 6) cascade(cause, atMs, incident);
    else if (roll === 7) {
      const onHost = nodes.filter(({ host }) => host === cause.host);
      burst(cause, atMs, choose.pick(cause.faults), incident);
      for (const other of onHost) {
        if (other !== cause)
          burst(other, atMs + choose.exponential(30_000), choose.pick(other.symptoms), incident);
      }
    } else if (roll === 8) {
      const address = `203.0.113.${choose.integer(1, 254)}`;
      burst(cause, atMs, 'failed login from address', incident, () => ` ${address}`, address);
      for (const other of choose.shuffle(nodes).slice(0, choose.integer(1, 3))) {
        burst(
          other,
          atMs + choose.exponential(240_000),
          'failed login from address',
          incident,
          () => ` ${address}`,
          address,
        );
      }
    } else {
      const text = `unexpected field in request after release ${choose.integer(10, 99)}`;
      for (const node of nodes) {
        if (node.service !== cause.service) continue;
        const delayMs = node === cause ? 0 : 2_000 + choose.exponential(90_000);
        burst(node, atMs + delayMs, text, incident);
      }
    }
    // Nothing of it was seen: it can't be found either. One line at the cause, so that there is a truth.
    if (all.length === before) say(cause, atMs, choose.pick(cause.faults), incident);
  }

  function cascade(cause: Node, atMs: number, incident: number): void {
    const trace = () => (choose.chance(0.5) ? ` request=${shared[choose.integer(0, 5)]}` : '');
    const shared = Array.from({ length: 6 }, () => choose.hex(16));
    const hit = new Map<Node, number>([[cause, atMs]]);
    const queue = [cause];
    burst(
      cause,
      atMs,
      choose.pick(cause.faults),
      incident,
      cause.tracesRequests ? trace : undefined,
    );
    if (choose.chance(0.5))
      burst(cause, atMs + choose.exponential(20_000), choose.pick(cause.faults), incident);
    for (let node = queue.shift(); node && hit.size < 9; node = queue.shift()) {
      for (const dependent of node.dependents) {
        if (hit.has(dependent) || hit.size >= 9 || !choose.chance(0.7)) continue;
        const at = (hit.get(node) ?? atMs) + 500 + choose.exponential(45_000);
        hit.set(dependent, at);
        queue.push(dependent);
        const name = choose.chance(0.5) ? node.service : node.host;
        const text = choose.pick(dependent.symptoms);
        const said = dependent.namesOthers ? ` calling ${name}` : '';
        burst(
          dependent,
          at,
          text,
          incident,
          () => said + (dependent.tracesRequests ? trace() : ''),
        );
      }
    }
  }

  const noise = Math.round(noisePerHour * 24);
  for (let i = 0; i < noise; i++) {
    const node = choose.pick(nodes);
    const atMs = START_MS + choose.integer(0, DAY_MS);
    const text = choose.pick([...node.faults, ...node.symptoms, ...RARE]);
    say(node, atMs, text, -1, ` (${choose.hex(6)})`);
  }
  const { lines, truth } = inOrder(all);
  return { lines, truth, causes };
}

const RARE = [
  'configuration reloaded by hand',
  'clock adjusted',
  'certificate renewed',
  'odd user agent',
  'slow answer',
];
const SYLLABLES = ['ka', 'ro', 'mi', 'ten', 'lo', 'sar', 'vi', 'du', 'pel', 'no', 'gra', 'tis'];
const FAULTS = [
  'out of memory',
  'disk full',
  'deadlock detected',
  'lease lost',
  'segmentation fault',
  'key expired',
  'corrupt page',
  'too many open files',
];
const SYMPTOMS = [
  'connection refused',
  'timeout after 5000 ms',
  'circuit breaker opened',
  'answer 502',
  'queue is full',
  'retry budget exhausted',
  'cannot book',
  'no healthy upstream',
];

function makeCompany(choose: Chooser): Node[] {
  const hosts = Array.from(
    { length: choose.integer(8, 24) },
    (_, i) => `${choose.pick(['srv', 'app', 'node'])}-${10 + i}`,
  );
  const services = Array.from({ length: choose.integer(6, 14) }, (_, i) => ({
    service:
      choose.pick(SYLLABLES) +
      choose.pick(SYLLABLES) +
      choose.pick(SYLLABLES) +
      String.fromCharCode(97 + i),
    tier: i % 4,
    namesOthers: choose.chance(0.5),
    tracesRequests: choose.chance(0.4),
    faults: choose.shuffle(FAULTS).slice(0, 3),
    symptoms: choose.shuffle(SYMPTOMS).slice(0, 3),
  }));
  const nodes = services.flatMap((service) =>
    choose
      .shuffle(hosts)
      .slice(0, choose.integer(1, 4))
      .map((host): Node & { tier: number } => ({
        ...service,
        host,
        dependents: [],
      })),
  );
  for (const node of nodes) {
    for (const other of nodes) {
      if (other.tier !== node.tier + 1 || !choose.chance(0.5)) continue;
      node.dependents.push(other);
    }
  }
  return nodes;
}

function inOrder(all: Array<{ line: FlaggedLine; incident: number }>) {
  all.sort((a, b) => a.line.timestampMs - b.line.timestampMs);
  return { lines: all.map(({ line }) => line), truth: all.map(({ incident }) => incident) };
}
