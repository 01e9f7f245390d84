import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SYSTEMS = path.resolve(__dirname, '../../../../../../shared/data/loghub2k');

/** Runs where the development logs are; elsewhere the tests are skipped, the reason in their name. */
export function describeWithData(name: string, body: () => void): void {
  if (existsSync(SYSTEMS)) describe(name, body);
  else describe.skip(`${name} (skipped: ../shared/data is not there)`, body);
}

export interface LabelledSystem {
  name: string;
  lines: string[];
  /** True template of each line. */
  eventIds: string[];
  /** Each line's message without its header. */
  contents: string[];
}

export function labelledSystems(): LabelledSystem[] {
  return readdirSync(SYSTEMS)
    .sort()
    .map((name) => {
      const rows = readRows(path.join(SYSTEMS, name, 'truth.csv'));
      const text = readFileSync(path.join(SYSTEMS, name, 'lines.log'), 'utf8');
      const lines = text.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n');
      return { name, lines, eventIds: rows.map((r) => r[1]), contents: rows.map((r) => r[2]) };
    });
}

/** Rows of a CSV file with quoted fields, without the heading. */
function readRows(file: string): string[][] {
  const rows: string[][] = [];
  for (const line of readFileSync(file, 'utf8').trimEnd().split(/\r?\n/).slice(1)) {
    const fields = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
    rows.push(
      fields.map((field) => {
        const value = field.replace(/,$/, '');
        return value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value;
      }),
    );
  }
  return rows;
}

/** As the judge does it: share of lines whose group equals a true group, and F1 over such groups. */
export function groupingAccuracy(
  predicted: readonly number[],
  truth: readonly string[],
): { ga: number; fga: number } {
  const found = new Set([...groups(predicted).values()].map(String));
  const real = [...groups(truth).values()];
  const right = real.filter((lines) => found.has(String(lines)));
  const covered = right.reduce((sum, lines) => sum + lines.length, 0);
  const precision = right.length / found.size;
  const recall = right.length / real.length;
  return { ga: covered / truth.length, fga: (2 * precision * recall) / (precision + recall) };
}

function groups<T>(labels: readonly T[]): Map<T, number[]> {
  const lines = new Map<T, number[]>();
  labels.forEach((label, i) => lines.set(label, [...(lines.get(label) ?? []), i]));
  return lines;
}
