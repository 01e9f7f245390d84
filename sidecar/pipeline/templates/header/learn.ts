import { hashText } from '../scan/word_sets';
import { learnGroup, learnTimeOnly } from './learn_group';
import { readSample, type SampleLine } from './sample_line';
import type { HeaderShape } from './shape';

/** Lines of a source that are enough to learn its headers from. */
export const HEADER_SAMPLE_LINES = 500;
const MAX_SHAPES = 32;
const MAX_SAMPLE_UNITS = 4096;
const JSON_KEYS = ['message', 'msg', 'log', 'text'];
const LEVEL_NAME_RE = /^[A-Za-z]{4,11}:[\w.]+:/;

/**
 * Learns the header shapes of one source from its first lines. A source with one format gives one
 * shape (and a short spare one); lines of several formats are told apart by their first timestamp
 * and by the kind of column behind it. The order of the lines does not matter.
 */
export function learnHeaderShapes(sampleLines: readonly string[]): HeaderShape[] {
  const lines = sampleLines
    .slice(0, HEADER_SAMPLE_LINES)
    .map((line) => line.slice(0, MAX_SAMPLE_UNITS))
    .filter((line) => line.trim() !== '');
  const json = lines.filter((line) => /^\s*\{\s*"/.test(line));
  const jsonShape = learnJson(json);
  const text = jsonShape ? lines.filter((line) => !/^\s*\{\s*"/.test(line)) : lines;
  const fewest = lines.length < 20 ? 1 : Math.max(3, Math.ceil(lines.length / 100));

  const groups = groupByTimestamp(readSample(text), fewest);
  const learned = groups
    .map((group) => ({ shape: learnGroup(group), lines: group.length }))
    .filter((g) => g.shape.steps.length > 0);
  learned.sort(
    (a, b) =>
      requiredSteps(b.shape) - requiredSteps(a.shape) ||
      b.lines - a.lines ||
      (JSON.stringify(a.shape) < JSON.stringify(b.shape) ? -1 : 1),
  );
  const spare = groups
    .map(learnTimeOnly)
    .filter((shape): shape is HeaderShape => shape !== undefined)
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const shapes = [...learned.map((g) => g.shape), ...spare];
  if (jsonShape) shapes.unshift(jsonShape);
  const named = text.filter((line) => LEVEL_NAME_RE.test(line)).length;
  if (named >= fewest && named * 20 >= text.length) shapes.push({ steps: [{ kind: 'levelName' }] });
  return distinct(shapes).slice(0, MAX_SHAPES);
}

/** Shapes without the doubles, first come first. */
export function distinct(shapes: readonly HeaderShape[]): HeaderShape[] {
  return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
}

function learnJson(lines: readonly string[]): HeaderShape | undefined {
  for (const key of JSON_KEYS) {
    const pattern = new RegExp(`"${key}"\\s*:\\s*"`);
    const found = lines.filter((line) => pattern.test(line)).length;
    if (found > 0 && found >= lines.length * 0.85) return { steps: [{ kind: 'json', key }] };
  }
  return undefined;
}

function groupByTimestamp(lines: readonly SampleLine[], fewest: number): SampleLine[][] {
  const byFormat = new Map<string, SampleLine[]>();
  for (const line of lines) {
    const key = formatKey(line);
    if (key === undefined) continue;
    const group = byFormat.get(key);
    if (group) group.push(line);
    else byFormat.set(key, [line]);
  }
  return [...byFormat.values()]
    .flatMap((group) => splitByNextColumn(group, fewest))
    .filter((group) => group.length >= fewest);
}

/** Parts of a timestamp whose outline does not change from day to day. */
const OUTLINED_PARTS = new Set(['full', 'date', 'clock']);

function formatKey(line: SampleLine): string | undefined {
  const { run, columns } = line;
  if (!run) {
    // Without a timestamp only what cannot start a sentence: "ERROR x", "[error] x", not "Error: x".
    const isLevel = columns.length > 1 && columns[0].isLevel;
    return isLevel && /^(?:[[(<]|[A-Z]{2})/.test(columns[0].text) ? 'level' : undefined;
  }
  const outlines = columns
    .slice(run.start, run.end)
    .map((c) => (OUTLINED_PARTS.has(c.part) ? c.outline : hashText(c.part)));
  return `${run.start} ${run.format} ${outlines.join(' ')}`;
}

/** Splits lines of one timestamp format by the kind of column behind it, unless nearly all agree. */
function splitByNextColumn(group: SampleLine[], fewest: number): SampleLine[][] {
  const kinds = new Map<string, SampleLine[]>();
  for (const line of group) {
    const kind = nextKind(line);
    const list = kinds.get(kind);
    if (list) list.push(line);
    else kinds.set(kind, [line]);
  }
  const lists = [...kinds.values()];
  if (lists.some((list) => list.length >= group.length * 0.95)) return [group];
  const large = lists.filter((list) => list.length >= Math.max(fewest, group.length * 0.05));
  return large.length >= 2 ? large : [group];
}

export function nextKind(line: SampleLine): string {
  const next = line.columns[line.run ? line.run.end : 1];
  if (!next) return 'none';
  if (next.isSeparator) return 'separator';
  if (next.isLevel) return 'level';
  if (next.isNumber) return 'number';
  return next.isBracketed ? 'bracket' : 'word';
}

function requiredSteps(shape: HeaderShape): number {
  return shape.steps.filter((s) => s.kind === 'outline' || ('required' in s && s.required)).length;
}
