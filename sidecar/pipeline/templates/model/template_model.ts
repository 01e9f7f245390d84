import { SourceHeaders } from '../header/source_headers';
import { normalise } from '../merge/normalise';
import { SlotContexts } from '../merge/slots';
import { MessageReader } from '../message_reader';
import { resolveTemplateOptions, type TemplateMinerOptions } from '../options';
import { readSkeletonWords } from '../scan/read_skeleton';
import { Scanner } from '../scan/scanner';
import { Vocabulary } from '../vocabulary';
import { KnownSkeletons } from './known_skeletons';
import { constantWords, readParams, type ConstantWords, type TemplateParam } from './params';
import { Resolver } from './resolver';
import * as state from './state';
import { ANY_TEXT, OVERFLOW_ID, type Template } from './template';
import { TemplateIds } from './template_id';
import { templateText } from './text';

/** What a model is made of; the miner and fromJSON put it together. */
export interface TemplateModelParts {
  options: TemplateMinerOptions;
  headers: SourceHeaders;
  vocabulary: Vocabulary;
  slots: SlotContexts;
  templates: Template[];
  /** Templates from training; those behind are new. */
  trained: number;
  resolver: Resolver;
  known: KnownSkeletons;
  /** Skeleton indices of training to templates; only where the model was not read back. */
  skeletons?: Int32Array;
}

/**
 * Frozen templates. Lines of a known skeleton are matched by hash; a new skeleton maps onto a template by
 * the rules that merged the training skeletons, or becomes a new template, which is news.
 */
export class TemplateModel {
  private readonly parts: TemplateModelParts;
  private readonly reader: MessageReader;
  private readonly constants: (ConstantWords | undefined)[] = [];
  private readonly ids = new TemplateIds();
  private readonly indexById = new Map<string, number>();
  private overflow = -1;

  constructor(parts: TemplateModelParts) {
    this.parts = parts;
    this.reader = new MessageReader(parts.options, parts.headers);
    parts.templates.forEach((template, index) => this.register(template, index));
  }

  /** Templates, new ones included. */
  get size(): number {
    return this.parts.templates.length;
  }

  /** Templates from training: indices below are known, those from here on are new. */
  get trainedSize(): number {
    return this.parts.trained;
  }

  /** The template of a skeleton that TemplateMiner.add returned in training. */
  skeletonToTemplate(skeleton: number): number {
    const { skeletons } = this.parts;
    if (skeletons === undefined || !(skeleton >= 0 && skeleton < skeletons.length)) {
      throw new RangeError(
        `no training skeleton ${skeleton}: models read back hold none; use match`,
      );
    }
    return skeletons[skeleton];
  }

  /** Learns the header of a source that training did not see, from its first lines. */
  learnHeader(sampleLines: readonly string[], source = ''): void {
    this.parts.headers.learn(sampleLines, source);
    this.reader.forget();
  }

  hasSource(source: string): boolean {
    return this.parts.headers.has(source);
  }

  /** The template index of a line; a line unlike all before gets the next index. */
  match(line: string, source = ''): number {
    const { reader, parts } = this;
    reader.read(line, source);
    const { hashA, hashB } = reader.scanner;
    const known = parts.known.get(hashA, hashB);
    if (known >= 0) return known;
    const template = this.resolveNew();
    parts.known.set(hashA, hashB, template);
    return template;
  }

  /** Whether the template was not in training. */
  isNew(templateIndex: number): boolean {
    return templateIndex >= this.parts.trained;
  }

  id(templateIndex: number): string {
    return this.parts.templates[templateIndex].id;
  }

  /** Ids by which earlier models knew the template, or parts of it. */
  aliases(templateIndex: number): readonly string[] {
    return this.parts.templates[templateIndex].aliases;
  }

  /** The index of the template with this id or alias, or -1. */
  indexOf(id: string): number {
    return this.indexById.get(id) ?? -1;
  }

  text(templateIndex: number): string {
    return this.parts.templates[templateIndex].text;
  }

  /** All templates, in order of their indices. */
  get templates(): readonly Template[] {
    return this.parts.templates;
  }

  /** Training lines of the template. */
  count(templateIndex: number): number {
    return this.parts.templates[templateIndex].count;
  }

  /**
   * The variable parts of a line of this template, with offsets into the line. Cheapest right after
   * match() of the same line, which has cut it already.
   */
  params(line: string, templateIndex: number, source = ''): TemplateParam[] {
    this.reader.readAgain(line, source);
    return readParams(this.reader.scanner, line, this.constantsOf(templateIndex));
  }

  /** The constant words of a line as it stands, whatever template it has; numbers in them are '#'. */
  wordsOf(line: string, source = ''): string[] {
    this.reader.readAgain(line, source);
    return this.skeletonWords().filter((word) => word !== '');
  }

  /** Offset where the message starts, 0 where the line has no known header. */
  headerEnd(line: string, source = ''): number {
    this.reader.locate(line, source);
    return this.reader.start;
  }

  toJSON(): state.TemplateModelState {
    const { options, headers, vocabulary, slots, templates, trained, resolver, known } = this.parts;
    const [first, young, old] = known.toJSON().map(state.encodeIntegers);
    return {
      version: state.STATE_VERSION,
      options,
      headers: headers.toJSON(),
      vocabulary: vocabulary.toJSON(),
      slots: slots.toJSON(),
      templates,
      trained,
      forms: resolver.forms.map(state.formState),
      known: [first, young, old],
    };
  }

  /** @throws Error when the value is no template model, saying why. */
  static fromJSON(value: unknown): TemplateModel {
    const saved = state.checkState(value);
    const options = resolveTemplateOptions(saved.options);
    const vocabulary = new Vocabulary(saved.vocabulary);
    const slots = new SlotContexts(saved.slots);
    const resolver = new Resolver(vocabulary, slots, options);
    const templates = saved.templates.map((template) => ({ ...template }));
    for (const form of saved.forms) resolver.add(state.formOf(form));
    const known = KnownSkeletons.fromJSON(
      saved.known.map(state.decodeIntegers),
      options.maxSkeletons,
    );
    const headers = SourceHeaders.fromJSON(saved.headers);
    const { trained } = saved;
    return new TemplateModel({
      options,
      headers,
      vocabulary,
      slots,
      templates,
      trained,
      resolver,
      known,
    });
  }

  /**
   * The template of the line last read, whose skeleton is not known. New templates teach the resolver nothing:
   * whether a line is news must not depend on which lines came before it.
   */
  private resolveNew(): number {
    const { scanner, start, end } = this.reader;
    const { vocabulary, resolver, templates, options, trained } = this.parts;
    const skeleton = normalise(
      readSkeletonWords(scanner, (word) => vocabulary.find(word)),
      vocabulary,
    );
    const found = resolver.resolve(skeleton);
    if (found >= 0) return found;
    const words = this.skeletonWords();
    const id = this.ids.firstOf(words, (taken) => this.indexOf(taken) < trained);
    const same = this.indexOf(id);
    if (same >= 0) return same;
    if (templates.length - trained >= options.maxNewTemplates) return this.overflowTemplate();
    const text = templateText(
      new Scanner(options.maxLineLength, options.maxTokens),
      [scanner.line.text(start, end)],
      constantWords(words),
    );
    const index = templates.length;
    const template: Template = { id, aliases: [], text, count: 0, words };
    templates.push(template);
    this.register(template, index);
    return index;
  }

  /** The words of the line last read, '' for each value. */
  private skeletonWords(): string[] {
    const own = new Vocabulary();
    const { words } = normalise(
      readSkeletonWords(this.reader.scanner, (word) => own.id(word)),
      own,
    );
    return Array.from(words, (word) => own.word(word));
  }

  private overflowTemplate(): number {
    if (this.overflow < 0) {
      const template = { id: OVERFLOW_ID, aliases: [], text: ANY_TEXT, count: 0, words: [] };
      this.register(template, this.parts.templates.push(template) - 1);
    }
    return this.overflow;
  }

  private register(template: Template, index: number): void {
    this.ids.take(template.id);
    this.indexById.set(template.id, index);
    for (const alias of template.aliases) {
      if (!this.indexById.has(alias)) this.indexById.set(alias, index);
    }
    if (template.id === OVERFLOW_ID) this.overflow = index;
  }

  private constantsOf(templateIndex: number): ConstantWords {
    let constants = this.constants[templateIndex];
    if (constants === undefined) {
      constants = constantWords(this.parts.templates[templateIndex].words);
      this.constants[templateIndex] = constants;
    }
    return constants;
  }
}
