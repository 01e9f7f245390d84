import type { HeaderShape } from '../header/shape';
import type { TemplateMinerOptions } from '../options';
import type { TemplateForm } from './resolver';
import type { Template } from './template';

export const STATE_VERSION = 1;

/** A template model as plain JSON. Numbers that come in thousands are base64 of 32-bit integers. */
export interface TemplateModelState {
  version: typeof STATE_VERSION;
  options: TemplateMinerOptions;
  headers: [string, readonly HeaderShape[]][];
  vocabulary: readonly string[];
  slots: number[];
  templates: Template[];
  /** Templates from training; those behind are new. */
  trained: number;
  forms: FormState[];
  /** (hash, hash, template) triples of known skeletons: trained, recent, less recent. */
  known: [string, string, string];
}

export type FormState = [
  words: number[],
  flags: number[],
  general: 0 | 1,
  template: number,
  lines: number,
];

export function formState(form: TemplateForm): FormState {
  return [[...form.words], [...form.flags], form.general ? 1 : 0, form.template, form.lines];
}

export function formOf([words, flags, general, template, lines]: FormState): TemplateForm {
  return {
    words: Int32Array.from(words),
    flags: Uint8Array.from(flags),
    general: general === 1,
    template,
    lines,
  };
}

export function encodeIntegers(values: Int32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

export function decodeIntegers(text: string): Int32Array {
  const bytes = Buffer.from(text, 'base64');
  const values = new Int32Array(bytes.length >> 2);
  for (let i = 0; i < values.length; i++) values[i] = bytes.readInt32LE(i * 4);
  return values;
}

/** @throws Error when the value is not a state of this version, naming what is wrong. */
export function checkState(state: unknown): TemplateModelState {
  const found = state as Partial<TemplateModelState> | null;
  if (typeof found !== 'object' || found === null) throw new Error('template model: not an object');
  if (found.version !== STATE_VERSION) {
    throw new Error(
      `template model: version ${String(found.version)} cannot be read, this is ${STATE_VERSION}; train anew`,
    );
  }
  for (const key of ['headers', 'vocabulary', 'slots', 'templates', 'forms', 'known'] as const) {
    if (!Array.isArray(found[key])) throw new Error(`template model: ${key} is missing or no list`);
  }
  const { templates, forms, trained } = found as TemplateModelState;
  if (!Number.isInteger(trained) || trained < 0 || trained > templates.length) {
    throw new Error(`template model: trained is ${trained} of ${templates.length} templates`);
  }
  if (forms.some((form) => !(form[3] >= 0 && form[3] < templates.length))) {
    throw new Error('template model: a form names a template that is not there');
  }
  return found as TemplateModelState;
}
