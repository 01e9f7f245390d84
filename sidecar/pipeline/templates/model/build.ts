import type { SourceHeaders } from '../header/source_headers';
import { mergeSkeletons } from '../merge/merge';
import type { Pattern } from '../merge/pattern';
import type { TemplateMinerOptions } from '../options';
import { Scanner } from '../scan/scanner';
import { HashIndex } from '../table/hash_index';
import { EVICTED, type LiveSkeleton, type SkeletonTable } from '../table/skeleton_table';
import { Vocabulary } from '../vocabulary';
import { handOnIds } from './hand_on_ids';
import { KnownSkeletons } from './known_skeletons';
import { constantWords } from './params';
import { Resolver, type TemplateForm } from './resolver';
import { ANY_TEXT, OTHER_ID, type Template } from './template';
import { TemplateModel } from './template_model';
import { templateText } from './text';

/** Skeletons of a template whose samples are compared to find the types of its values. */
const MAX_SAMPLED = 8;
/** Word sequences that are kept for one template. */
const MAX_FORMS = 64;

/** Merges the skeletons of a table into templates and makes a model of them. */
export function buildModel(
  table: SkeletonTable,
  options: TemplateMinerOptions,
  headers: SourceHeaders,
  previous?: TemplateModel,
): TemplateModel {
  const { patterns, slots } = mergeSkeletons(table.live, table.vocabulary, options);
  for (const pattern of patterns) pattern.members.sort((a, b) => a - b);
  patterns.sort((a, b) => a.members[0] - b.members[0]);

  // The table goes on learning; the model keeps the words as they are now.
  const vocabulary = new Vocabulary(table.vocabulary.toJSON());
  const scanner = new Scanner(options.maxLineLength, options.maxTokens);
  const templates = patterns.map((pattern) => toTemplate(pattern, table, vocabulary, scanner));
  const resolver = new Resolver(vocabulary, slots, options);
  patterns.forEach((pattern, index) => {
    for (const form of formsOf(pattern, index, templates[index].count)) resolver.add(form);
  });

  const skeletons = mapSkeletons(patterns, table);
  addOther(templates, skeletons, table);
  handOnIds(templates, resolver, vocabulary, previous);
  const known = new HashIndex(table.live.size);
  for (const [index, live] of table.live) known.set(live.hashA, live.hashB, skeletons[index]);
  return new TemplateModel({
    options,
    headers,
    vocabulary,
    slots,
    templates,
    trained: templates.length,
    resolver,
    known: new KnownSkeletons(known, options.maxSkeletons),
    skeletons,
  });
}

function toTemplate(
  pattern: Pattern,
  table: SkeletonTable,
  vocabulary: Vocabulary,
  scanner: Scanner,
): Template {
  const words = Array.from(pattern.words, (word) => vocabulary.word(word));
  const frequent = table.mostFrequent(pattern.members);
  const sampled = [frequent, ...pattern.members.filter((m) => m !== frequent)];
  const samples = new Set<string>();
  for (const member of sampled.slice(0, MAX_SAMPLED)) {
    const { sample, laterSample } = table.live.get(member) as LiveSkeleton;
    samples.add(sample).add(laterSample);
  }
  let count = 0;
  for (const member of pattern.members) count += table.count(member);
  const text = templateText(scanner, [...samples], constantWords(words));
  return { id: '', aliases: [], text, count, words };
}

function formsOf(pattern: Pattern, template: number, lines: number): TemplateForm[] {
  const { words, flags, general, variants } = pattern;
  return [{ words, flags, general }, ...variants]
    .slice(0, MAX_FORMS)
    .map((form) => ({ ...form, template, lines }));
}

function mapSkeletons(patterns: readonly Pattern[], table: SkeletonTable): Int32Array {
  const skeletons = new Int32Array(table.size).fill(EVICTED);
  patterns.forEach((pattern, index) => {
    for (const member of pattern.members) skeletons[member] = index;
  });
  for (let i = 0; i < skeletons.length; i++) {
    const root = table.root(i);
    skeletons[i] = root === EVICTED ? EVICTED : skeletons[root];
  }
  return skeletons;
}

/** Evicted skeletons share a template of their own, made only where there are any. */
function addOther(templates: Template[], skeletons: Int32Array, table: SkeletonTable): void {
  const other = templates.length;
  let count = 0;
  for (let i = 0; i < skeletons.length; i++) {
    if (skeletons[i] !== EVICTED) continue;
    skeletons[i] = other;
    count += table.count(i);
  }
  if (count > 0) templates.push({ id: OTHER_ID, aliases: [], text: ANY_TEXT, count, words: [] });
}
