import { keyValueForm } from '../merge/key_value_lists';
import { NearPatterns, UNKNOWN_WORD } from '../merge/near_patterns';
import type { PatternForm } from '../merge/pattern';
import { PatternIndex } from '../merge/pattern_index';
import { hashWords } from '../merge/position_hash';
import type { SkeletonWords } from '../merge/skeleton_words';
import type { SlotContexts } from '../merge/slots';
import type { MergeLimits } from '../merge/thresholds';
import { wordSequenceKey } from '../merge/word_sequences';
import type { Vocabulary } from '../vocabulary';

/** A word sequence and the template that it belongs to. */
export interface TemplateForm extends PatternForm {
  template: number;
  /** Training lines of the template. */
  lines: number;
}

const NOT_FOUND = -1;

/**
 * Maps skeletons that training did not see onto its templates, by the rules by which training
 * merges. Forms are kept in order, so that adding them again makes an equal resolver.
 */
export class Resolver {
  readonly forms: TemplateForm[] = [];
  private readonly exact = new Map<number, number>();
  private readonly general = new PatternIndex();
  private readonly sequences = new Map<number, number>();
  private readonly lists = new Map<string, { template: number; keys: Set<string> }>();
  /** Costly to fill, so made for the first skeleton that needs it. */
  private near: NearPatterns | undefined;

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly slots: SlotContexts,
    private readonly limits: MergeLimits,
  ) {}

  add(form: TemplateForm): void {
    const { words, flags, template } = form;
    this.forms.push(form);
    const key = hashWords(words);
    if (!this.exact.has(key)) this.exact.set(key, template);
    if (form.general) this.general.add(words, template);
    const sequence = wordSequenceKey(words);
    if (sequence !== undefined && !this.sequences.has(sequence)) {
      this.sequences.set(sequence, template);
    }
    const list = keyValueForm(words, flags);
    if (list) {
      const found = this.lists.get(list.form);
      if (found) found.keys.add(list.keys);
      else this.lists.set(list.form, { template, keys: new Set([list.keys]) });
    }
    this.near?.add(form);
  }

  /** The template of normalised words, UNKNOWN_WORD among them, or -1. Learns nothing: the same words, the same answer. */
  resolve(skeleton: SkeletonWords): number {
    const found = this.lookup(skeleton);
    if (found !== NOT_FOUND) return found;
    if (this.near === undefined) {
      this.near = new NearPatterns(this.vocabulary, this.slots, this.limits);
      for (const form of this.forms) this.near.add(form);
    }
    const near = this.near.find(skeleton);
    return near === undefined ? this.resolveList(skeleton) : near.target;
  }

  /** The template that holds the words as they are, or -1. */
  lookup({ words }: SkeletonWords): number {
    const unknown = words.includes(UNKNOWN_WORD);
    if (!unknown) {
      const same = this.exact.get(hashWords(words));
      if (same !== undefined) return same;
    }
    const covered = this.general.find(words);
    if (covered !== NOT_FOUND) return covered;
    const sequence = unknown ? undefined : wordSequenceKey(words);
    return (sequence === undefined ? undefined : this.sequences.get(sequence)) ?? NOT_FOUND;
  }

  private resolveList({ words, flags }: SkeletonWords): number {
    const list = keyValueForm(words, flags);
    const found = list && this.lists.get(list.form);
    if (!list || !found || list.form.split(' ').includes(String(UNKNOWN_WORD))) return NOT_FOUND;
    const distinct = found.keys.size + (found.keys.has(list.keys) ? 0 : 1);
    return distinct >= this.limits.minValues ? found.template : NOT_FOUND;
  }
}
